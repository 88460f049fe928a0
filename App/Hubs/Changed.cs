using System.Text.Json;
using Virtool.Data.Changes;
using Virtool.Data.Documents;
using Virtool.Domain.Rights;

namespace Virtool.App.Hubs;

/// <summary>A document that is another than before, for one viewer.</summary>
/// <param name="Sequence">The change in the feed.</param>
/// <param name="Operation"><c>insert</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="Interface">The collection's name.</param>
/// <param name="Data">The document in short, with its <c>id</c>; of a deletion <c>["id"]</c>.</param>
internal sealed record Changed(long Sequence, string Operation, string Interface, JsonElement Data)
{
    /// <summary>The operation of a document that is gone, or that the viewer may see no more.</summary>
    public const string Delete = "delete";

    /// <summary>
    /// What the viewer is told of a change; null: nothing. Who comes to see a document is told of an insert, who loses sight of it of a
    /// deletion. Where it is not remembered who could see it before, a deletion is told to all: the bare id, which says nothing.
    /// </summary>
    public static Changed? Of(Change change, SeenDocument seen, Viewer viewer)
    {
        if (seen.Data is { } data && viewer.MayRead(seen.Audience))
        {
            var isNew = change.Operation == ChangeOperation.Insert || seen.Before is { } before && !viewer.MayRead(before);
            return new Changed(change.Sequence, Json.Word(isNew ? ChangeOperation.Insert : ChangeOperation.Update), change.Collection, data);
        }

        var couldSee = seen.Before is { } known ? viewer.MayRead(known) : change.Operation != ChangeOperation.Insert;
        return couldSee
            ? new Changed(change.Sequence, Delete, change.Collection, JsonSerializer.SerializeToElement(new[] { change.Id }))
            : null;
    }
}
