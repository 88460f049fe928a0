using System.Globalization;
using Virtool.Data.Changes;

namespace Virtool.Data.Mongo;

/// <summary>
/// Finds out whether what a copy has collected, at different times, is the state of the database after one change: then each document is as
/// its last change up to there left it, and no batch lies on both sides.
/// </summary>
/// <param name="spool">What was collected.</param>
/// <param name="start">The last change before the copying began.</param>
internal sealed class MongoCut(MongoSpool spool, long start)
{
    /// <summary>How many places are tried for one that cuts no batch.</summary>
    private const int Tries = 10_000;

    private readonly long _start = start;
    private readonly Dictionary<(string Collection, string Id), List<MongoRow>> _history = [];
    private readonly Dictionary<string, List<MongoRow>> _batches = new(StringComparer.Ordinal);

    /// <summary>The last change that is known.</summary>
    public long Last { get; private set; } = start;

    /// <summary>Takes what was appended to the changes since.</summary>
    public void Follow(IReadOnlyList<MongoRow> rows)
    {
        foreach (var row in rows)
        {
            Add(_history, row.Document, row);
            if (row.Batch is { } batch)
            {
                Add(_batches, batch, row);
            }

            Last = row.Change.Sequence;
        }
    }

    /// <summary>Finds the place; null where there is none yet.</summary>
    /// <param name="known">The last change that was known before the documents were read.</param>
    /// <param name="journals">Batches that were under way after the documents were read, and before the last changes were.</param>
    /// <param name="doubtful">Gets the documents that are to be read again.</param>
    public long? Find(long known, IReadOnlyList<MongoJournal> journals, ISet<(string Collection, string Id)> doubtful)
    {
        var (from, to) = (_start, Last);
        foreach (var document in _history.Keys.Concat(spool.UnderWay).Distinct())
        {
            if (Extent(document, known) is { } extent)
            {
                (from, to) = (Math.Max(from, extent.From), Math.Min(to, extent.To));
            }
            else
            {
                doubtful.Add(document);
            }
        }

        foreach (var operation in journals.Where(journal => !IsOutside(journal) && !IsAnnounced(journal)).SelectMany(journal => journal.Operations))
        {
            doubtful.Add((operation.Collection, operation.Id));
        }

        if (doubtful.Count > 0)
        {
            return null;
        }

        for (var place = to; place >= from && place > to - Tries; place--)
        {
            if (!_batches.Values.Any(rows => IsCut(rows, place)) && journals.All(journal => IsOutside(journal) || !IsCut(journal, place)))
            {
                return place;
            }
        }

        return null;
    }

    private static void Add<TKey>(Dictionary<TKey, List<MongoRow>> rows, TKey key, MongoRow row)
        where TKey : notnull
    {
        if (!rows.TryGetValue(key, out var list))
        {
            rows.Add(key, list = []);
        }

        list.Add(row);
    }

    /// <summary>After which changes the document was as it is in the copy; null where it was so after none, or that is not known.</summary>
    private (long From, long To)? Extent((string Collection, string Id) document, long known)
    {
        var rows = _history.GetValueOrDefault(document) ?? [];
        var copied = spool[document];
        if (copied?.WrittenBy is { } batch && rows.All(row => row.Batch != batch))
        {
            // What the batch wrote may yet be undone.
            return null;
        }

        if (rows is [.., var last] && last.Change.Sequence > known && rows.Exists(row => row.Change.Operation == ChangeOperation.Delete))
        {
            // Revisions begin again with a document that comes after one of its id was deleted: they do not tell which one was read.
            return null;
        }

        for (var i = rows.Count - 1; i >= 0; i--)
        {
            if (IsAfter(rows[i].Change, copied))
            {
                return (rows[i].Change.Sequence, i + 1 < rows.Count ? rows[i + 1].Change.Sequence - 1 : long.MaxValue);
            }
        }

        if (copied?.Pending is not null && rows.All(row => row.Change.Revision < copied.Revision || row.Change.Operation == ChangeOperation.Delete))
        {
            // It is written, and will have a place behind the last one. What its writer had seen before has one up to there.
            return (Last, long.MaxValue);
        }

        return rows is [] ? (_start, long.MaxValue) : IsBefore(rows[0].Change, copied) ? (_start, rows[0].Change.Sequence - 1) : null;
    }

    private static bool IsAfter(Change change, MongoCopied? copied) =>
        change.Operation == ChangeOperation.Delete ? copied is null : copied?.Revision == change.Revision;

    private static bool IsBefore(Change change, MongoCopied? copied) => change.Operation switch
    {
        ChangeOperation.Insert => copied is null,
        ChangeOperation.Update => copied is not null && copied.Revision < change.Revision,
        _ => copied is not null && copied.Revision == change.Revision,
    };

    /// <summary>Whether the copy has nothing of a batch: every document is as it was before.</summary>
    private bool IsOutside(MongoJournal journal) => journal.Operations.All(operation => spool[(operation.Collection, operation.Id)] is var copied
        && (operation.Kind == ChangeOperation.Insert ? copied is null : copied?.Revision == operation.From && copied.WrittenBy != journal.Id));

    private bool IsAnnounced(MongoJournal journal) => _batches.GetValueOrDefault(journal.Id) is { } rows
        && journal.Operations.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"{journal.Id}:{i}")).All(key => rows.Exists(row => row.Key == key));

    private bool IsCut(MongoJournal journal, long place) => _batches.GetValueOrDefault(journal.Id) is not { } rows || IsCut(rows, place);

    private static bool IsCut(List<MongoRow> rows, long place) => rows[0].Change.Sequence <= place && rows[^1].Change.Sequence > place;
}
