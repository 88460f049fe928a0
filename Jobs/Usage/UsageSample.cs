namespace Virtool.Jobs.Usage;

/// <summary>What was used at a moment.</summary>
/// <param name="At">When.</param>
/// <param name="Cores">Cores that the whole machine was busy with, on average since the sample before.</param>
/// <param name="JobCores">Those of them that jobs were busy with.</param>
/// <param name="Memory">Bytes of memory in use on the whole machine; caches of files do not count.</param>
/// <param name="JobMemory">Those of them that jobs' processes hold.</param>
/// <param name="Proc">Cores that running jobs hold by the ledger.</param>
/// <param name="Mem">GB of memory that running jobs hold by the ledger.</param>
/// <param name="Jobs">Each running job's own.</param>
public sealed record UsageSample(
    DateTimeOffset At, double Cores, double JobCores, long Memory, long JobMemory, int Proc, int Mem, IReadOnlyList<JobUsage> Jobs);
