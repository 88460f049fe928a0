namespace Virtool.Jobs.Logs;

/// <summary>A place in a job's log, whose steps follow each other.</summary>
/// <param name="Step">The step's place among the job's, from 1.</param>
/// <param name="Offset">In bytes of the step's file.</param>
public sealed record LogPlace(int Step, long Offset);
