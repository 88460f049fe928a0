namespace Virtool.Domain.Jobs;

/// <summary>Why a job failed.</summary>
/// <param name="Type">
/// A short kind: <c>tool_failed</c>, <c>tool_missing</c>, <c>bad_input</c>, <c>out_of_memory</c>, <c>disk_full</c>, <c>killed</c>, <c>refused</c>,
/// <c>timed_out</c> (longer than its time limit), <c>too_large</c> (more than all jobs together may have), <c>unknown_workflow</c>, <c>lost</c> (the server ended again and again while it ran),
/// <c>internal</c>, or a workflow's own.
/// </param>
/// <param name="Message">What happened, why, and what to do: a sentence for people.</param>
/// <param name="Details">The tool's last words, line by line.</param>
/// <param name="OfferedMem">Memory in GB that a retry would better have; null where memory is not what was lacking, or all of it was given.</param>
public sealed record JobError(string Type, string Message, IReadOnlyList<string> Details, int? OfferedMem = null);
