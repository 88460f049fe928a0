namespace Virtool.Jobs.Limits;

/// <summary>Something that this machine can do about the processes of jobs, or cannot.</summary>
/// <param name="Name"><c>memory</c>, <c>CPU</c> or <c>kill</c>.</param>
/// <param name="Means">What enforces it, in plain words, such as <c>control groups (v1)</c>; null where nothing does.</param>
/// <param name="Sentence">What that means for jobs, or why nothing enforces it and what would.</param>
public sealed record Ability(string Name, string? Means, string Sentence);
