namespace Virtool.Jobs.Logs;

/// <summary>A line of a job's log.</summary>
/// <param name="Step">The step's place among the job's, from 1.</param>
/// <param name="StepName">The step, by its snake_case name.</param>
/// <param name="Text">Without its end; at most <see cref="LogTail.LongestLine"/> bytes of it.</param>
public sealed record LogLine(int Step, string StepName, string Text);
