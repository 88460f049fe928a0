using System.Text.Json;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Domain.Audit;

/// <summary>Writes what goes into the audit trail.</summary>
/// <param name="time">The clock.</param>
public sealed class AuditScribe(TimeProvider time)
{
    private const string Trash = "trash";
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    private long _count;

    /// <summary>
    /// The entries of a batch that is about to be written: one for each deed. What follows from another write of the batch, a document that is only
    /// held, and one that changes in nothing that people set, have none.
    /// </summary>
    public async Task<IReadOnlyList<AuditEntry>> OfAsync(IDocumentStore engine, Actor actor, IReadOnlyList<Write> writes, CancellationToken cancellation)
    {
        var written = writes.Select(write => write.Id).ToHashSet(StringComparer.Ordinal);
        var entries = new List<AuditEntry>();
        foreach (var group in writes.Where(write => write.Collection != AuditEntry.Collection && AuditRules.IsHeard(write.Collection)).GroupBy(write => (write.Collection, Action(write, writes))))
        {
            var (collection, action) = group.Key;
            var before = await BeforeAsync(engine, collection, group, cancellation);
            var told = group.Select(write => Entry(actor, write, action, before.GetValueOrDefault(write.Id), written)).OfType<AuditEntry>().ToList();
            entries.AddRange(told.Count <= AuditRules.MostOneByOne ? told : [Entry(actor, action, new AuditThing(collection, null, null), []) with { Count = told.Count }]);
        }

        return entries;
    }

    /// <summary>An entry.</summary>
    public AuditEntry Entry(Actor actor, AuditAction action, AuditThing thing, IReadOnlyList<AuditChange> changes) => Entry(actor, action, thing, changes, time.GetUtcNow());

    private AuditEntry Entry(Actor actor, AuditAction action, AuditThing thing, IReadOnlyList<AuditChange> changes, DateTimeOffset now) => new()
    {
        Id = IdAt(now),
        At = now,
        Actor = actor.User,
        Key = actor.Key,
        From = actor.From,
        Action = action,
        Thing = thing,
        Changes = [.. changes.Take(AuditRules.MostChanges)],
        LeftOut = Math.Max(0, changes.Count - AuditRules.MostChanges),
        Search = Fold.Text($"{actor.User.Name} {thing.Name} {thing.Id} {actor.From}"),
    };

    /// <summary>In the order of the deeds, also of those in one millisecond, which is as exact as times are kept; and apart from other servers' by chance.</summary>
    private string IdAt(DateTimeOffset now) => Text(now.ToUnixTimeMilliseconds(), 9) + Text(Interlocked.Increment(ref _count), 5) + Ids.New();

    private static string Text(long number, int length) => string.Create(length, number, static (text, rest) =>
    {
        for (var place = text.Length - 1; place >= 0; place--)
        {
            (text[place], rest) = (Digits[(int)(rest % Digits.Length)], rest / Digits.Length);
        }
    });

    /// <summary>What goes together with a thing that comes into the trash goes there; what comes together with the end of one comes back.</summary>
    private static AuditAction Action(Write write, IReadOnlyList<Write> batch) => write switch
    {
        Write.Insert => batch.Any(other => other is Write.Delete { Collection: Trash }) ? AuditAction.Restored : AuditAction.Created,
        Write.Delete => batch.Any(other => other is Write.Insert { Collection: Trash }) ? AuditAction.Trashed : AuditAction.Removed,
        _ => AuditAction.Changed,
    };

    /// <summary>The documents as they are. One that somebody else changes in between makes the batch fail, and its entries with it.</summary>
    private static async Task<IReadOnlyDictionary<string, AnyDocument>> BeforeAsync(
        IDocumentStore engine, string collection, IEnumerable<Write> writes, CancellationToken cancellation)
    {
        var ids = writes.Where(write => write is not Write.Insert).Select(write => write.Id).ToList();
        if (ids.Count == 0)
        {
            return new Dictionary<string, AnyDocument>();
        }

        var found = await engine.FindAsync(collection, Query<AnyDocument>.All.Where(new Filter.In("_id", [.. ids])), cancellation);
        return found.ToDictionary(document => document.Id, StringComparer.Ordinal);
    }

    private AuditEntry? Entry(Actor actor, Write write, AuditAction action, AnyDocument? before, IReadOnlySet<string> written)
    {
        var was = before is null ? null : Fields(before);
        var now = write switch { Write.Insert insert => Fields(insert.Document), Write.Replace replace => Fields(replace.Document), _ => null };
        if ((now ?? was) is not { } fields || AuditHearing.Follows(write.Collection, action, fields, written))
        {
            return null;
        }

        var done = action;
        if (action == AuditAction.Created && AuditHearing.IsAlways(write.Collection, out var unwritten))
        {
            (done, was) = (AuditAction.Changed, unwritten is null ? null : Fields(unwritten));
        }

        var changes = done == AuditAction.Changed ? AuditRules.Between(write.Collection, was, now) : [];
        return done == AuditAction.Changed && changes.Count == 0 ? null : Entry(actor, done, new AuditThing(write.Collection, write.Id, AuditNaming.Of(fields)), changes);
    }

    /// <summary>A document's fields as the embedded engine stores them, whatever the engine: so that the two can be compared.</summary>
    private static Dictionary<string, JsonElement> Fields(Document document) => JsonSerializer.SerializeToElement<object>(document, Json.Stored)
        .EnumerateObject()
        .Where(field => field.Name is not ("_id" or "_revision"))
        .ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
}
