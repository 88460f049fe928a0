using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Virtool.Data.Store;

namespace Virtool.Data.Mongo;

/// <summary>
/// Shows the others that this process lives, by a number in <c>_processes</c> that goes up; finishes or undoes what those left whose number
/// stood still for a lease, by the clock of who looks; and what this one could not bring to an end. One who ends well takes its number away.
/// </summary>
internal sealed class MongoKeeper(
    MongoClient client, MongoChanges changes, MongoBatches batches, MongoSettlement settlement, MongoOptions options, TimeProvider clock, ILogger logger, string process)
{
    public const string Collection = "_processes";

    private static readonly TimeSpan BetweenForgetting = TimeSpan.FromHours(1);

    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, bool> _doubtful = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _collections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Beat, long Since)> _seen = new(StringComparer.Ordinal);
    private Task _running = Task.CompletedTask;
    private long? _forgotten;

    /// <summary>Shows that the process lives, before it writes anything, and goes on showing it.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        foreach (var collection in new[] { Collection, MongoJournal.Collection, MongoJournal.Images })
        {
            await MongoSchema.CreateAsync(client, collection, cancellation);
        }

        await MongoSchema.IndexAsync(client, MongoJournal.Images, [new Bson { ["key"] = new Bson { ["batch"] = 1 }, ["name"] = "batch_1" }], cancellation);
        await BeatAsync();
        _running = RunAsync();
    }

    /// <summary>A collection whose documents it looks after.</summary>
    public void Know(string collection) => _collections[collection] = true;

    /// <summary>A write to the collection may have been done, whose change nobody appends.</summary>
    public void Doubt(string collection) => _doubtful[collection] = true;

    /// <summary>Ends. Without <paramref name="isWell"/> as a crash does: what is under way stays for others.</summary>
    public async Task CloseAsync(bool isWell)
    {
        _stop.TrySetResult();
        await _running;
        if (isWell)
        {
            await TryAsync(LeaveAsync);
        }
    }

    private async Task RunAsync()
    {
        while (await Task.WhenAny(_stop.Task, Task.Delay(options.Beat, clock)) != _stop.Task)
        {
            await TryAsync(BeatAsync);
            await TryAsync(SettleOwnAsync);
            await TryAsync(SettleOfDeadAsync);
            await TryAsync(ForgetAsync);
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StoreException error)
        {
            logger.LogWarning(error, "What batches left in the database cannot be put in order at the moment; it is tried again.");
        }
    }

    private async Task BeatAsync()
    {
        var update = new Bson { ["q"] = new Bson { ["_id"] = process }, ["u"] = new Bson { ["$inc"] = new Bson { ["beat"] = 1L } }, ["upsert"] = true };
        (await client.WriteAsync(new Bson { ["update"] = Collection, ["updates"] = new[] { update } })).Whole();
    }

    private async Task LeaveAsync()
    {
        await SettleOwnAsync();
        await MongoJournal.DeleteAsync(client, Collection, new Bson { ["_id"] = process });
    }

    /// <summary>What this process could not bring to an end, as when the server was away.</summary>
    private async Task SettleOwnAsync()
    {
        var own = new Bson { ["owner"] = process, ["state"] = new Bson { ["$ne"] = MongoJournal.Undone } };
        foreach (var journal in await MongoJournal.FindAsync(client, own))
        {
            // It may have come to its end since it was found: what nobody does any more is looked at again.
            if (!batches.IsUnderWay(journal.Id) && await MongoJournal.FindAsync(client, new Bson { ["_id"] = journal.Id, ["owner"] = process }) is [var now])
            {
                await settlement.SettleAsync(now);
            }
        }

        foreach (var collection in _doubtful.Keys)
        {
            await SweepAsync(collection);
            _doubtful.TryRemove(collection, out _);
        }
    }

    private async Task SettleOfDeadAsync()
    {
        var others = new Bson { ["_id"] = new Bson { ["$ne"] = process } };
        var beats = (await client.ListAsync(Collection, others)).ToDictionary(row => row["_id"].Text!, row => row["beat"].Whole);
        foreach (var gone in _seen.Keys.Where(name => !beats.ContainsKey(name)).ToArray())
        {
            _seen.Remove(gone);
        }

        foreach (var (name, beat) in beats)
        {
            if (!_seen.TryGetValue(name, out var seen) || seen.Beat != beat)
            {
                _seen[name] = (beat, clock.GetTimestamp());
            }
            else if (clock.GetElapsedTime(seen.Since) >= options.Lease)
            {
                await TakeOverAsync(name, beat);
            }
        }
    }

    private async Task TakeOverAsync(string dead, long beat)
    {
        logger.LogInformation("The process {Process} has ended without closing the database; what it left is put in order.", dead);
        var left = new Bson { ["owner"] = dead, ["state"] = new Bson { ["$ne"] = MongoJournal.Undone } };
        foreach (var journal in await MongoJournal.FindAsync(client, left))
        {
            // Its batches are taken one by one: one who was only slow is told so when it marks its journal.
            if (await journal.MarkAsync(client, new Bson { ["owner"] = process }))
            {
                await SettleAsync(journal with { Owner = process });
            }
        }

        foreach (var collection in _collections.Keys)
        {
            await SweepAsync(collection);
        }

        await MongoJournal.DeleteAsync(client, Collection, new Bson { ["_id"] = dead, ["beat"] = beat });
        _seen.Remove(dead);
    }

    private async Task SettleAsync(MongoJournal journal)
    {
        if (journal.State == MongoJournal.Committed)
        {
            await settlement.SettleAsync(journal);
            return;
        }

        await settlement.RestoreAsync(journal, isOwner: true);
        await journal.MarkAsync(client, new Bson { ["state"] = MongoJournal.Undone });
    }

    /// <summary>Appends the changes that stand in documents. Where their writers live they do the same, and each is appended once.</summary>
    private async Task SweepAsync(string collection)
    {
        var pending = new Bson { [MongoDocuments.Pending] = new Bson { ["$exists"] = true } };
        var fields = new Bson { ["projection"] = new Bson { ["_revision"] = 1, [MongoDocuments.Pending] = 1 } };
        foreach (var document in await client.ListAsync(collection, pending, fields))
        {
            if (MongoChange.PendingIn(collection, document) is { } change)
            {
                await changes.AppendAsync(change);
            }
        }
    }

    private async Task ForgetAsync()
    {
        if (_forgotten is { } last && clock.GetElapsedTime(last) < BetweenForgetting)
        {
            return;
        }

        await changes.ForgetAsync();
        var old = new Bson { ["state"] = MongoJournal.Undone, ["at"] = new Bson { ["$lt"] = clock.GetUtcNow() - options.Kept } };
        foreach (var journal in await MongoJournal.FindAsync(client, old))
        {
            await journal.ForgetAsync(client);
        }

        _forgotten = clock.GetTimestamp();
    }
}
