namespace Virtool.Domain.Settings;

/// <summary>What administrators set for the jobs of one workflow; what is null is that of its size.</summary>
public sealed record WorkflowLimits
{
    /// <summary>Hours that a job may run where nobody says otherwise.</summary>
    public const double DefaultHours = 24;

    /// <summary>Most hours that can be given: about six weeks.</summary>
    public const double MostHours = 1000;

    /// <summary>Cores.</summary>
    public int? Proc { get; init; }

    /// <summary>Memory in GB (2^30 bytes).</summary>
    public int? Mem { get; init; }

    /// <summary>Hours that a job may run before it is stopped; null: <see cref="DefaultHours"/>.</summary>
    public double? Hours { get; init; }
}
