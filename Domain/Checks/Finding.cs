namespace Virtool.Domain.Checks;

/// <summary>Something that is wrong with the files of the data folder.</summary>
/// <param name="Kind">What.</param>
/// <param name="Path">Below the data folder, with <c>/</c>.</param>
/// <param name="Name">What people call it; of what has no document, the last part of its path.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
public sealed record Finding(FindingKind Kind, string Path, string Name, string Sentence);
