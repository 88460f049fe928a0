namespace Virtool.Domain.Jobs;

/// <summary>One step of a job, as it went.</summary>
/// <param name="Name">snake_case, as in the workflow.</param>
/// <param name="Title">What people read.</param>
/// <param name="StartedAt">Null until it starts.</param>
/// <param name="FinishedAt">Null until it ends.</param>
/// <param name="ExitStatus">Of its last tool; null for a step without tools.</param>
/// <param name="Tools">The tools it used, each with its version.</param>
/// <param name="CpuSeconds">Processor time that its tools took, in seconds; null for a step without tools.</param>
/// <param name="PeakMemory">Most memory that its tools held at a time, all processes together, in bytes; null for a step without tools.</param>
public sealed record JobStep(
    string Name,
    string Title,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? FinishedAt = null,
    int? ExitStatus = null,
    IReadOnlyDictionary<string, string>? Tools = null,
    double? CpuSeconds = null,
    long? PeakMemory = null);
