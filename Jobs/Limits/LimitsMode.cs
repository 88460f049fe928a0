namespace Virtool.Jobs.Limits;

/// <summary>Which means are used to hold jobs to their limits; the setting <c>Tools:Limits</c>.</summary>
public enum LimitsMode
{
    /// <summary>The best that this machine has, each found by trying it: control groups, else a watchdog and core sets.</summary>
    Auto,

    /// <summary>A watchdog and core sets, also where control groups could be had.</summary>
    Watchdog,

    /// <summary>None: jobs take what they take.</summary>
    None,
}
