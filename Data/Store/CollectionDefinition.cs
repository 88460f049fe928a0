namespace Virtool.Data.Store;

/// <summary>A collection's name and its indexes.</summary>
/// <param name="Name">snake_case, as in the database, in change messages and in the API.</param>
/// <param name="Indexes">What is searched, filtered and sorted by.</param>
public sealed record CollectionDefinition(string Name, IReadOnlyList<IndexDefinition> Indexes);
