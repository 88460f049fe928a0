namespace Virtool.Domain.Settings;

/// <summary>What administrators set for the jobs of one workflow; what is null is that of its size.</summary>
public sealed record WorkflowLimits
{
    /// <summary>Cores.</summary>
    public int? Proc { get; init; }

    /// <summary>Memory in GB (2^30 bytes).</summary>
    public int? Mem { get; init; }

    /// <summary>Hours that a job may run before it is stopped; null: 24.</summary>
    public double? Hours { get; init; }
}
