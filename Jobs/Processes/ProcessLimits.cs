namespace Virtool.Jobs.Processes;

/// <summary>What the processes of a job may take, all together.</summary>
/// <param name="JobId">The job: its runs share the limits.</param>
/// <param name="Proc">Cores.</param>
/// <param name="Memory">Bytes.</param>
public sealed record ProcessLimits(string JobId, int Proc, long Memory);
