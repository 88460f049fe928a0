namespace Virtool.Domain.Settings;

/// <summary>Limits of jobs: cores as a number of processors, memory in GB (2^30 bytes); null where none is set.</summary>
public sealed record JobLimits
{
    /// <summary>Cores of all jobs together.</summary>
    public int? Proc { get; init; }

    /// <summary>Memory of all jobs together, in GB.</summary>
    public int? Mem { get; init; }

    /// <summary>Cores of a large job (Pathoscope, NuVs).</summary>
    public int? LgProc { get; init; }

    /// <summary>Memory of a large job, in GB.</summary>
    public int? LgMem { get; init; }

    /// <summary>Cores of a small job (index and subtraction builds).</summary>
    public int? SmProc { get; init; }

    /// <summary>Memory of a small job, in GB.</summary>
    public int? SmMem { get; init; }
}
