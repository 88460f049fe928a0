namespace Virtool.Jobs.Workflows.Indexes;

/// <summary>An isolate as it was when its index was built.</summary>
/// <param name="Id">The isolate's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Default">The first mapping is against it.</param>
/// <param name="Sequences">Its sequences, by id.</param>
public sealed record IndexedIsolate(string Id, string Name, bool Default, IReadOnlyList<IndexedSequence> Sequences);
