namespace Virtool.App.Tests.Crashes.Steps;

/// <summary>When a server is killed in a step.</summary>
internal enum CrashMoment
{
    /// <summary>The step is written as begun; nothing of it was done.</summary>
    Before,

    /// <summary>Its code runs.</summary>
    Middle,

    /// <summary>Its code has ended; that is not written.</summary>
    After,

    /// <summary>That is written: of a last step, that the job is complete.</summary>
    Written,

    /// <summary>Of a last step: what the job worked in was removed.</summary>
    Removed,

    /// <summary>A tool has begun.</summary>
    ToolBegun,

    /// <summary>A tool has begun, and runs until after the next server's start.</summary>
    ToolRuns,

    /// <summary>A tool has begun, and ends before the next server's start.</summary>
    ToolEnds,
}
