namespace Virtool.Domain.History;

/// <summary>An isolate as a version of its virus had it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SourceType"><c>isolate</c>, <c>strain</c>, …</param>
/// <param name="SourceName">Its name.</param>
/// <param name="Default">It is the default one.</param>
/// <param name="Sequences">Its sequences, in order.</param>
public sealed record IsolateState(string Id, string SourceType, string SourceName, bool Default, IReadOnlyList<SequenceState> Sequences);
