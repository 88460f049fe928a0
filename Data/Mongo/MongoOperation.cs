using Virtool.Data.Changes;

namespace Virtool.Data.Mongo;

/// <summary>What a batch does to one document, all its writes to it taken together.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Id">The document's id.</param>
/// <param name="Kind">Whether it is new, another, or gone.</param>
/// <param name="From">The revision before; 0 of a new one.</param>
/// <param name="To">The revision after; of a deletion, the last one.</param>
internal sealed record MongoOperation(string Collection, string Id, ChangeOperation Kind, long From, long To)
{
    public Bson Encode() => new() { ["collection"] = Collection, ["id"] = Id, ["kind"] = (int)Kind, ["from"] = From, ["to"] = To };

    public static MongoOperation Decode(BsonValue operation) => new(
        operation["collection"].Text!, operation["id"].Text!, (ChangeOperation)operation["kind"].Whole, operation["from"].Whole, operation["to"].Whole);
}
