namespace Virtool.Domain.Jobs;

/// <summary>Where a job stands.</summary>
public enum JobState
{
    /// <summary>It has not started; its reason says what it waits for.</summary>
    Waiting,

    /// <summary>One of its steps runs.</summary>
    Running,

    /// <summary>All steps are done.</summary>
    Complete,

    /// <summary>A step failed.</summary>
    Error,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,
}
