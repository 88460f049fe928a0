namespace Virtool.Domain.Otus;

/// <summary>An isolate that is to be added.</summary>
/// <param name="SourceType"><c>isolate</c>, <c>strain</c>, …</param>
/// <param name="SourceName">Its name.</param>
/// <param name="Sequences">Its sequences.</param>
public sealed record IsolateDraft(string SourceType, string SourceName, IReadOnlyList<SequenceDraft> Sequences);
