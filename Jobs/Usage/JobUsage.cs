namespace Virtool.Jobs.Usage;

/// <summary>What a running job uses of what it may.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Cores">Cores that its processes were busy with, on average since the sample before.</param>
/// <param name="Memory">Bytes that its processes hold.</param>
/// <param name="PeakMemory">Most bytes that they held at a time since the job started.</param>
public sealed record JobUsage(string JobId, double Cores, long Memory, long PeakMemory);
