using Virtool.Data.Changes;

namespace Virtool.Data.Mongo;

/// <summary>Brings a batch to its end: finishes what holds, undoes what does not. Either can be done twice, and by another than who began it.</summary>
internal sealed class MongoSettlement(MongoClient client, MongoChanges changes)
{
    /// <summary>The mark of a batch in a document that it holds, or has written.</summary>
    public static Bson Mark(MongoJournal journal, bool isWritten) => new() { ["id"] = journal.Id, ["written"] = isWritten };

    /// <summary>Finishes or undoes it, by its state, and removes it.</summary>
    public async Task SettleAsync(MongoJournal journal)
    {
        if (journal.State == MongoJournal.Committed)
        {
            await FinishAsync(journal, _ => Task.CompletedTask);
        }
        else
        {
            await UndoAsync(journal);
        }
    }

    /// <summary>Does what is left of a batch that holds.</summary>
    public async Task FinishAsync(MongoJournal journal, Func<MongoStep, Task> before)
    {
        await before(MongoStep.Delete);
        await RemoveAsync(journal, ChangeOperation.Delete);
        await before(MongoStep.Announce);
        await changes.AppendAsync(journal.Changes);
        await before(MongoStep.Release);
        foreach (var (collection, ids) in journal.Of(ChangeOperation.Insert, ChangeOperation.Update))
        {
            await FreeAsync(collection, Held(journal, ids));
        }

        await before(MongoStep.Forget);
        await journal.ForgetAsync(client);
    }

    /// <summary>
    /// Makes everything as it was. A document that was replaced already gets a revision of its own, and its change: somebody may have read
    /// what is now undone, and must not take the next one with the same revision for it.
    /// </summary>
    public async Task UndoAsync(MongoJournal journal)
    {
        await RestoreAsync(journal, isOwner: true);
        await journal.ForgetAsync(client);
    }

    /// <summary>Makes everything as it was, and leaves the journal.</summary>
    /// <param name="journal">The batch.</param>
    /// <param name="isOwner">
    /// Only the owner brings back what was deleted: who is none does not know whether it was brought back before, and deleted since. All else
    /// touches only documents that the batch holds.
    /// </param>
    public async Task RestoreAsync(MongoJournal journal, bool isOwner)
    {
        await RemoveAsync(journal, ChangeOperation.Insert);
        if (journal.Operations.All(operation => operation.Kind == ChangeOperation.Insert))
        {
            return;
        }

        var images = await journal.ImagesAsync(client);
        foreach (var operation in journal.Operations.Where(operation => operation.Kind == ChangeOperation.Update))
        {
            await RestoreAsync(journal, operation, images[(operation.Collection, operation.Id)]);
        }

        foreach (var (collection, ids) in journal.Of(ChangeOperation.Update, ChangeOperation.Delete))
        {
            await FreeAsync(collection, Held(journal, ids));
        }

        foreach (var (collection, ids) in isOwner ? journal.Of(ChangeOperation.Delete) : [])
        {
            await BringBackAsync(collection, [.. ids.Select(id => images[(collection, id)])]);
        }
    }

    /// <summary>Deletes the documents of the operations of a kind that the batch holds.</summary>
    public async Task RemoveAsync(MongoJournal journal, ChangeOperation kind)
    {
        foreach (var (collection, ids) in journal.Of(kind))
        {
            await MongoJournal.DeleteAsync(client, collection, Held(journal, ids));
        }
    }

    private static Bson Held(MongoJournal journal, string[] ids) =>
        new() { ["_id"] = new Bson { ["$in"] = ids }, [$"{MongoDocuments.Batch}.id"] = journal.Id };

    private async Task RestoreAsync(MongoJournal journal, MongoOperation operation, BsonValue image)
    {
        var change = MongoChange.New(operation.Collection, ChangeOperation.Update, operation.Id, Math.Max(operation.From, operation.To) + 1);
        var restored = new Bson();
        foreach (var (name, value) in image.Fields())
        {
            restored[name] = name == "_revision" ? change.Revision : value;
        }

        restored[MongoDocuments.Pending] = change.Pending();
        var update = new Bson
        {
            ["q"] = new Bson
            {
                ["_id"] = operation.Id,
                [$"{MongoDocuments.Batch}.id"] = journal.Id,
                [$"{MongoDocuments.Batch}.written"] = true,
            },
            ["u"] = restored,
        };
        if ((await client.WriteAsync(new Bson { ["update"] = operation.Collection, ["updates"] = new[] { update } })).Whole().Count == 1)
        {
            await changes.AppendAsync(change);
        }
    }

    private async Task FreeAsync(string collection, Bson held)
    {
        var update = new Bson { ["q"] = held, ["u"] = new Bson { ["$unset"] = new Bson { [MongoDocuments.Batch] = "" } }, ["multi"] = true };
        var command = new Bson { ["update"] = collection, ["updates"] = new[] { update } };
        var reply = await client.WriteAsync(command);
        while (reply.Errors.Any(error => MongoFailure.IsPassing(error.Code, error.Message)))
        {
            reply = await client.WriteAsync(command);
        }

        reply.Whole();
    }

    /// <summary>Inserts what was deleted already; what was not is there still.</summary>
    private async Task BringBackAsync(string collection, BsonValue[] images)
    {
        var ids = new Bson { ["_id"] = new Bson { ["$in"] = images.Select(image => image["_id"].Text).ToArray() } };
        var there = (await client.ListAsync(collection, ids, new Bson { ["projection"] = new Bson { ["_id"] = 1 } })).Select(row => row["_id"].Text).ToHashSet();
        foreach (var portion in MongoJournal.Portions(images.Where(image => !there.Contains(image["_id"].Text))))
        {
            (await client.WriteAsync(new Bson { ["insert"] = collection, ["documents"] = portion })).Whole();
        }
    }
}
