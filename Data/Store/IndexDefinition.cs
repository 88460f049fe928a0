namespace Virtool.Data.Store;

/// <summary>An index over fields of a collection.</summary>
/// <param name="Kind">What it serves.</param>
/// <param name="Fields">Paths as in filters; <see cref="IndexKind.Elements"/> and <see cref="IndexKind.Text"/> take one.</param>
/// <param name="Unique">No two documents have the same values; documents in which one of them is null do not count.</param>
public sealed record IndexDefinition(IndexKind Kind, IReadOnlyList<string> Fields, bool Unique = false);
