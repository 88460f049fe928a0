using Virtool.Data.Changes;

namespace Virtool.Data.Mongo;

/// <summary>A row of the collection <c>changes</c>, with what only engines care for.</summary>
/// <param name="Change">The change.</param>
/// <param name="Key">Its key: <see cref="MongoChange.Key"/>.</param>
internal sealed record MongoRow(Change Change, string Key)
{
    /// <summary>The document that it is of.</summary>
    public (string Collection, string Id) Document => (Change.Collection, Change.Id);

    /// <summary>The batch that it is of; null of a single write.</summary>
    public string? Batch => Key.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? Key[..end] : null;

    public static MongoRow Read(BsonValue row) => new(MongoChanges.Read(row), row["key"].Text!);
}
