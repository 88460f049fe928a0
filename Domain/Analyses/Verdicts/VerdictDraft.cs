namespace Virtool.Domain.Analyses.Verdicts;

/// <summary>A verdict that is to be given.</summary>
/// <param name="OtuId">The virus.</param>
/// <param name="Value">What is said of it.</param>
/// <param name="Note">Why; null: nothing.</param>
public sealed record VerdictDraft(string? OtuId, VerdictValue? Value, string? Note = null);
