namespace Virtool.Data.Store;

/// <summary>An id, or a value that must be unique, is taken.</summary>
/// <param name="collection">The collection.</param>
/// <param name="fields">The fields of the unique index; <c>_id</c> for the id.</param>
public sealed class DuplicateException(string collection, IReadOnlyList<string> fields)
    : StoreException($"In {collection} there is one with this {string.Join(", ", fields)} already.")
{
    /// <summary>The fields whose values are taken.</summary>
    public IReadOnlyList<string> Fields { get; } = fields;
}
