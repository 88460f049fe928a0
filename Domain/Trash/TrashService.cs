using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Audit;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;

namespace Virtool.Domain.Trash;

/// <summary>
/// What was removed, kept for a time. A file and its documents go together and come back together, whatever ends in between: what is meant to
/// happen is written on the item first, then the file is renamed, then the item says that it is done. <see cref="TrashSettling"/> goes on with
/// what was left between two of these.
/// </summary>
/// <param name="store">The engine, for batches and for documents of any kind.</param>
/// <param name="items">What is in the trash.</param>
/// <param name="places">Where it lies.</param>
/// <param name="directory">While it is not there, nothing is moved out of it or into it.</param>
/// <param name="returning">What comes back otherwise than it was.</param>
/// <param name="settings">For how long.</param>
/// <param name="acting">Who asks.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
public sealed class TrashService(
    IDocumentStore store, Collection<TrashItem> items, TrashPlaces places, FilesDirectory directory, ReturningAnalyses returning, SettingsService settings, Acting acting, TimeProvider time, ILogger<TrashService> log)
{
    private readonly ConcurrentDictionary<string, bool> _atWork = new(StringComparer.Ordinal);

    /// <summary>What the viewer may see of it, the last removed first.</summary>
    public Query<TrashItem> List(Viewer viewer) => Query<TrashItem>.All.Readable(viewer).OrderBy(item => item.RemovedAt, descending: true);

    /// <summary>One item.</summary>
    /// <exception cref="NotFoundException">There is none that the viewer may see.</exception>
    public async Task<TrashItem> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await items.GetAsync(viewer, id, cancellation) ?? throw new NotFoundException("There is no such thing in the trash. It may have been brought back, or its time was over.");

    /// <summary>
    /// Takes a file or a folder away with its documents, all or nothing. Who may is the caller's to decide. From the moment that the documents
    /// are gone nothing cancels it; where the disk refuses to move the file, it stays where it is for now and the moving is tried again.
    /// </summary>
    /// <exception cref="ConflictException">A document is not as it was any more: nothing was done.</exception>
    /// <exception cref="RefusedException">It lies in the files directory, and that is not there.</exception>
    public async Task<TrashItem> TakeAsync(TrashOrder order, CancellationToken cancellation = default)
    {
        if (await AwayAsync(order.Path, cancellation) is { } away)
        {
            throw new RefusedException($"{order.Name} cannot be removed at the moment: {away} Try again when it is there.");
        }

        var documents = await ReadAsync(order.Documents, cancellation);
        var now = time.GetUtcNow();
        var id = Ids.New();
        var item = new TrashItem
        {
            Id = id,
            Name = order.Name,
            Kind = order.Kind,
            From = places.Relative(order.Path),
            BackTo = order.BackTo is { } back ? places.Relative(back) : null,
            Place = $"{id}/{Path.GetFileName(Path.TrimEndingDirectorySeparator(order.Path))}",
            State = TrashState.Taking,
            HasFile = TrashPlaces.IsThere(order.Path),
            Size = TrashPlaces.SizeOf(order.Path),
            RemovedAt = now,
            PurgeAt = now.AddDays((await settings.EffectiveFilesAsync(cancellation)).TrashDays),
            By = order.By,
            Owner = order.Owner,
            Why = order.Why,
            Documents = documents,
            Readers = order.Readers,
        };
        return await AtWorkAsync(id, async () =>
        {
            var removals = order.Documents.Select(document => (Write)new Write.Delete(document.Collection, document.Id, document.Revision));
            await store.BatchAsync([items.ToInsert(item), .. removals, .. order.Also], cancellation);
            return await FinishTakingAsync(item with { Revision = 1 }, CancellationToken.None);
        });
    }

    /// <summary>Brings it back to where it lay, with its documents.</summary>
    /// <exception cref="NotFoundException">There is none that the viewer may see.</exception>
    /// <exception cref="NotPermittedException">It is not the viewer's, or the viewer may not remove files.</exception>
    /// <exception cref="RefusedException">Its file is gone, something is in its place, or its place or its sample is not there; the message says what.</exception>
    public async Task<TrashItem> RestoreAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        Demand(viewer);
        var item = await GetAsync(viewer, id, cancellation);
        if (!item.HasFile || !TrashPlaces.IsThere(places.Place(item)))
        {
            throw new RefusedException($"{item.Name} cannot be brought back: its file is gone. {(item.HasFile ? "It was removed from the trash by hand." : "It was missing when its document was removed.")} Import it again.");
        }

        if (await AwayAsync(places.Back(item), cancellation) is { } away)
        {
            throw new RefusedException($"{item.Name} cannot be brought back at the moment: {away} Try again when it is there.");
        }

        return await AtWorkAsync(id, async () =>
        {
            await RefuseTakenAsync(item, cancellation);
            var restoring = await SetAsync(item, TrashState.Held, TrashState.Restoring, cancellation)
                ?? throw new RefusedException($"{item.Name} is being moved at this moment. Try again in a while.");
            return await FinishRestoringAsync(restoring);
        });
    }

    /// <summary>Removes it for good, now.</summary>
    /// <exception cref="NotFoundException">There is none that the viewer may see.</exception>
    /// <exception cref="NotPermittedException">It is not the viewer's, or the viewer may not remove files.</exception>
    /// <exception cref="RefusedException">It is being moved.</exception>
    public async Task PurgeAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        Demand(viewer);
        var item = await GetAsync(viewer, id, cancellation);
        if (!await PurgeAsync(item, cancellation))
        {
            throw new RefusedException($"{item.Name} is being moved at this moment. Try again in a while.");
        }

        log.LogInformation("{Name} was removed from the trash for good by {User}", item.Name, viewer.Handle);
    }

    /// <summary>Removes for good what was to be kept no longer than until now; how much it was.</summary>
    public async Task<int> PurgeDueAsync(CancellationToken cancellation = default)
    {
        var due = await items.FindAsync(
            Where<TrashItem>.AtMost(item => item.PurgeAt, time.GetUtcNow()) & Where<TrashItem>.Is(item => item.State, TrashState.Held), cancellation);
        var count = 0;
        foreach (var item in due)
        {
            count += await PurgeAsync(item, cancellation) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Somebody of this process is at work on it.</summary>
    internal bool IsAtWork(string id) => _atWork.ContainsKey(id);

    /// <summary>Whether it would have to be moved to or from the files directory, and that is not there: then it is left as it is.</summary>
    internal async Task<bool> HasToWaitAsync(TrashItem item, CancellationToken cancellation) =>
        item.State is TrashState.Taking or TrashState.Restoring
            && (await AwayAsync(places.From(item), cancellation) ?? await AwayAsync(places.Back(item), cancellation)) is not null;

    /// <summary>Moves the file of an item whose documents are gone.</summary>
    internal async Task<TrashItem> FinishTakingAsync(TrashItem item, CancellationToken cancellation)
    {
        var hasFile = item.HasFile;
        try
        {
            hasFile = hasFile && places.Take(item);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("{File} cannot be moved to the trash: {Why} It is tried again", item.From, exception.Message);
            return item;
        }

        return await items.UpdateAsync(item.Id, now => now.State == TrashState.Taking ? now with { State = TrashState.Held, HasFile = hasFile } : now, cancellation) ?? item;
    }

    /// <summary>Moves the file of an item back and lets its documents follow; or, where they cannot, undoes that.</summary>
    /// <exception cref="RefusedException">It was undone: something is in its place, or its sample is not there.</exception>
    internal async Task<TrashItem> FinishRestoringAsync(TrashItem item)
    {
        using var asker = acting.As(item.AskedBy);
        try
        {
            places.Return(item);
            await InsertAsync(item);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DuplicateException or RefusedException)
        {
            places.Undo(item);
            await SetAsync(item, TrashState.Restoring, TrashState.Held, CancellationToken.None);
            throw exception as RefusedException ?? new RefusedException(exception is DuplicateException
                ? $"{item.Name} cannot be brought back: another with its id or its name has come into being. It stays in the trash."
                : $"{item.Name} cannot be brought back: {exception.Message.TrimEnd('.')}. It stays in the trash.");
        }

        places.Remove(item);
        return item;
    }

    /// <summary>Puts an item whose restoring was broken off before its file was moved back to where it was.</summary>
    internal Task<TrashItem?> UndoRestoringAsync(TrashItem item, CancellationToken cancellation) => SetAsync(item, TrashState.Restoring, TrashState.Held, cancellation);

    /// <summary>Removes what is left of an item that is being removed for good.</summary>
    internal async Task FinishPurgingAsync(TrashItem item)
    {
        using var asker = acting.As(item.AskedBy);
        places.Remove(item);
        await items.DeleteAsync(item.Id, CancellationToken.None);
    }

    private async Task InsertAsync(TrashItem item)
    {
        var documents = await DocumentsAsync(item);
        await store.CommitAsync(
            async token => await items.GetAsync(item.Id, token) is { } now && now.Revision == item.Revision
                ? [.. await returning.WritesAsync(documents, token), items.ToDelete(item.Id, item.Revision)]
                : throw new ConflictException(items.Name, item.Id),
            CancellationToken.None);
    }

    private async Task<bool> PurgeAsync(TrashItem item, CancellationToken cancellation)
    {
        if (await SetAsync(item, TrashState.Held, TrashState.Purging, cancellation) is not { } purging)
        {
            return false;
        }

        return await AtWorkAsync(item.Id, async () =>
        {
            try
            {
                await Task.Run(() => places.Remove(purging), CancellationToken.None);
                await items.DeleteAsync(item.Id, CancellationToken.None);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                log.LogWarning("{Place} cannot be removed from the trash: {Why} It is tried again", item.Place, exception.Message);
            }

            return true;
        });
    }

    private async Task<string?> AwayAsync(string path, CancellationToken cancellation) =>
        directory.Holds(path) && await directory.LookAsync(cancellation) is { IsThere: false } state ? state.Words : null;

    private static void Demand(Viewer viewer) => viewer.Demand(Permission.RemoveFile);

    private async Task<T> AtWorkAsync<T>(string id, Func<Task<T>> work)
    {
        if (!_atWork.TryAdd(id, true))
        {
            throw new RefusedException("It is being moved at this moment. Try again in a while.");
        }

        try
        {
            return await work();
        }
        finally
        {
            _atWork.TryRemove(id, out _);
        }
    }

    private async Task<TrashItem?> SetAsync(TrashItem item, TrashState from, TrashState to, CancellationToken cancellation) =>
        await items.UpdateAsync(item.Id, now => now.State == from ? now with { State = to, AskedBy = to == TrashState.Held ? null : acting.Now } : null, cancellation);

    private async Task RefuseTakenAsync(TrashItem item, CancellationToken cancellation)
    {
        if (TrashPlaces.IsThere(places.Back(item)))
        {
            throw new RefusedException($"{item.Name} cannot be brought back: {item.BackTo ?? item.From} is in its place. Move that away first.");
        }

        var documents = await DocumentsAsync(item);
        await returning.WritesAsync(documents, cancellation);
        foreach (var (collection, document) in documents)
        {
            if ((await store.FindAsync(collection, Query<AnyDocument>.ById(document.Id), cancellation)).Count > 0)
            {
                throw new RefusedException($"{item.Name} cannot be brought back: there is a document {document.Id} in {collection} again. Remove that first.");
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<JsonElement>>> ReadAsync(IReadOnlyList<TrashDocument> documents, CancellationToken cancellation)
    {
        var read = new Dictionary<string, IReadOnlyList<JsonElement>>();
        foreach (var group in documents.GroupBy(document => document.Collection, StringComparer.Ordinal))
        {
            var found = await store.FindAsync(group.Key, Query<AnyDocument>.All.Where(Where<AnyDocument>.IsIn(document => document.Id, group.Select(document => document.Id))), cancellation);
            foreach (var changed in group.Where(document => found.All(one => one.Id != document.Id || one.Revision != document.Revision)))
            {
                throw new ConflictException(changed.Collection, changed.Id);
            }

            read[group.Key] = [.. found.Select(document => JsonSerializer.SerializeToElement(JsonSerializer.Serialize(document, Json.Typed)))];
        }

        return read;
    }

    // The text of each, since an engine that has dates and doubles would lose them whenever the item is read and written. Items of former versions
    // have the documents themselves.
    private async Task<IReadOnlyList<(string Collection, AnyDocument Document)>> DocumentsAsync(TrashItem item)
    {
        var found = await store.FindAsync(items.Name, Query<AnyDocument>.ById(item.Id), CancellationToken.None);
        var documents = found.Count == 0 ? null : found[0].Get<Dictionary<string, List<JsonElement>>>("documents");
        return [.. from pair in documents ?? [] from document in pair.Value select (pair.Key, Living(Read(document)))];
    }

    private static AnyDocument Read(JsonElement kept) =>
        (kept.ValueKind == JsonValueKind.String ? JsonSerializer.Deserialize<AnyDocument>(kept.GetString()!, Json.Typed) : kept.Deserialize<AnyDocument>(Json.Typed))!;

    // What had expired is not removed again at once.
    private AnyDocument Living(AnyDocument document) =>
        document.Has("expires_at") && document.Get<DateTimeOffset?>("expires_at") <= time.GetUtcNow() ? document.With<DateTimeOffset?>("expires_at", null) : document;
}
