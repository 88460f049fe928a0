namespace Virtool.Jobs.Scheduling;

/// <summary>How a step's tools went.</summary>
/// <param name="ExitStatus">Of the last one; null where there was none.</param>
/// <param name="Tools">Each with its version; null where there was none.</param>
/// <param name="CpuSeconds">Processor time of all of them, in seconds; null where it is not known.</param>
/// <param name="PeakMemory">Most memory that one of them held with its processes, in bytes; null where it is not known.</param>
public sealed record StepOutcome(int? ExitStatus, IReadOnlyDictionary<string, string>? Tools, double? CpuSeconds = null, long? PeakMemory = null)
{
    /// <summary>No tools.</summary>
    public static StepOutcome None { get; } = new(null, null);
}
