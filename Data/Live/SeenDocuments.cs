using System.Text.Json;
using Virtool.Data.Changes;

namespace Virtool.Data.Live;

/// <summary>The last stored forms of documents that changed lately, so that it is known what a change changed. Bounded.</summary>
internal sealed class SeenDocuments
{
    private const int Capacity = 2_000;

    /// <summary>Larger documents are forgotten, in bytes.</summary>
    private const int LargestForm = 16 * 1024;

    private readonly Dictionary<(string Collection, string Id), LinkedListNode<((string Collection, string Id) Key, JsonElement Form)>> _seen = [];
    private readonly LinkedList<((string Collection, string Id) Key, JsonElement Form)> _byAge = [];

    /// <summary>The change with what was seen of the document before; what it is <paramref name="after"/> it is remembered.</summary>
    public DocumentChange Follow(Change change, JsonElement? after)
    {
        var key = (change.Collection, change.Id);
        var isSeen = _seen.Remove(key, out var node);
        if (isSeen)
        {
            _byAge.Remove(node!);
        }

        if (after is { } form && JsonSerializer.SerializeToUtf8Bytes(form).Length <= LargestForm)
        {
            _seen[key] = _byAge.AddLast((key, form));
            if (_byAge.Count > Capacity)
            {
                _seen.Remove(_byAge.First!.Value.Key);
                _byAge.RemoveFirst();
            }
        }

        var isNew = change.Operation == ChangeOperation.Insert && !isSeen;
        return new DocumentChange(change.Id, isSeen || isNew, isSeen ? node!.Value.Form : null, Revision(change, after), after);
    }

    public void Clear()
    {
        _seen.Clear();
        _byAge.Clear();
    }

    /// <summary>The document may have gone on since the change.</summary>
    private static long Revision(Change change, JsonElement? after) => after is { } form ? form.GetProperty("_revision").GetInt64() : change.Revision;
}
