using Virtool.Data.Changes;
using Virtool.Data.Documents;

namespace Virtool.Data.Mongo;

/// <summary>A committed write that is to have its place among the changes.</summary>
/// <param name="Key">Its own: whoever appends it, it is appended once.</param>
/// <param name="Collection">The collection.</param>
/// <param name="Operation">What happened.</param>
/// <param name="Id">The document's id.</param>
/// <param name="Revision">The document's revision after it; of a deletion, the last one.</param>
internal sealed record MongoChange(string Key, string Collection, ChangeOperation Operation, string Id, long Revision)
{
    public static MongoChange New(string collection, ChangeOperation operation, string id, long revision) =>
        new(Ids.New() + Ids.New(), collection, operation, id, revision);

    /// <summary>The change that stands in a document, not yet appended.</summary>
    public static MongoChange? PendingIn(string collection, BsonValue document) => document[MongoDocuments.Pending] is { Type: BsonType.Document } pending
        ? new(pending["key"].Text!, collection, Enum.Parse<ChangeOperation>(pending["operation"].Text!, ignoreCase: true), document["_id"].Text!, document["_revision"].Whole)
        : null;

    /// <summary>As it stands in a document until it is appended.</summary>
    public Bson Pending() => new() { ["key"] = Key, ["operation"] = Json.Word(Operation) };
}
