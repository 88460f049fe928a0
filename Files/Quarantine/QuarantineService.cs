using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Trash;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;
using Virtool.Files.Uploads;
using Virtool.Files.Watching;

namespace Virtool.Files.Quarantine;

/// <summary>What people do with files that were refused, and with duplicates: look once more, import anyway, discard. Each is done once, wherever the server is stopped.</summary>
public sealed class QuarantineService
{
    private readonly Collection<Import> _imports;
    private readonly Collection<WatchedFolder> _folders;
    private readonly HeldPlaces _places;
    private readonly Duplicates _duplicates;
    private readonly QuarantineFolder _quarantine;
    private readonly DataFolder _data;
    private readonly TrashService _trash;
    private readonly ImportBell _bell;
    private readonly TimeProvider _time;

    internal QuarantineService(
        Collection<Import> imports,
        Collection<WatchedFolder> folders,
        HeldPlaces places,
        Duplicates duplicates,
        QuarantineFolder quarantine,
        DataFolder data,
        TrashService trash,
        ImportBell bell,
        TimeProvider time) =>
        (_imports, _folders, _places, _duplicates, _quarantine, _data, _trash, _bell, _time) = (imports, folders, places, duplicates, quarantine, data, trash, bell, time);

    /// <summary>Files that were refused, as far as the viewer may see them, the last first.</summary>
    public Query<Import> Quarantined(Viewer viewer) => Query<Import>.All.Readable(viewer)
        .Where(Where<Import>.Is(import => import.State, ImportState.Quarantined))
        .OrderBy(import => import.ChangedAt, descending: true);

    /// <summary>An import, whatever its state.</summary>
    /// <exception cref="NotFoundException">There is no such import that the viewer may see.</exception>
    public async Task<Import> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await _imports.GetAsync(viewer, id, cancellation) ?? throw new NotFoundException("There is no such import.");

    /// <summary>What the viewer may do with an import as it is now.</summary>
    public static HeldActions ActionsOf(Viewer viewer, Import import)
    {
        var own = import.User is { } user && user.Id == viewer.UserId;
        var isUpload = import.FolderId == Import.Uploads;
        return import.State switch
        {
            ImportState.Quarantined => new HeldActions(
                viewer.Administrator || (own && viewer.May(Permission.UploadFile)),
                viewer.Administrator && import.Type.HoldsReads() && import.Problem is Problems.Damaged or Problems.EndsEarly,
                viewer.Administrator || (own && viewer.May(Permission.RemoveFile))),
            ImportState.Duplicate => new HeldActions(
                Retry: false,
                viewer.Administrator || (own && viewer.May(Permission.UploadFile)),
                isUpload && (viewer.Administrator || (own && viewer.May(Permission.RemoveFile)))),
            _ => new HeldActions(false, false, false),
        };
    }

    /// <summary>Puts a refused file back to where it came from and looks at it once more.</summary>
    /// <exception cref="NotFoundException">There is no such import that the viewer may see.</exception>
    /// <exception cref="NotPermittedException">The viewer may not.</exception>
    /// <exception cref="RefusedException">It was not refused, or cannot be put back; the message says why.</exception>
    public Task<Import> RetryAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        AgainAsync(viewer, id, actions => actions.Retry, anyway: false, cancellation);

    /// <summary>
    /// Imports a file whatever is wrong with it. A duplicate is stored once more. Of damaged reads the whole records before the break are taken,
    /// and the stored file and its sample say so; where there is not one, it is refused again.
    /// </summary>
    /// <inheritdoc cref="RetryAsync"/>
    public Task<Import> AnywayAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        AgainAsync(viewer, id, actions => actions.Anyway, anyway: true, cancellation);

    /// <summary>Moves a refused file, or a duplicate that was uploaded, to the trash with its import: it can be brought back from there for a time.</summary>
    /// <exception cref="NotFoundException">There is no such import that the viewer may see.</exception>
    /// <exception cref="NotPermittedException">The viewer may not.</exception>
    /// <exception cref="RefusedException">It is neither refused nor a duplicate.</exception>
    public async Task<TrashItem> DiscardAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        while (true)
        {
            var import = await GetAsync(viewer, id, actions => actions.Discard, cancellation);
            try
            {
                return await TrashAsync(viewer, import, cancellation);
            }
            catch (ConflictException)
            {
                // It was written to at this moment: whether it can still be discarded is looked at again.
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task<TrashItem> TrashAsync(Viewer viewer, Import import, CancellationToken cancellation)
    {
        await DemandAsideAsync(import, cancellation);
        var path = import.State == ImportState.Duplicate ? Path.Combine(_data.Uploaded, import.Id) : _quarantine.Of(import.Id);
        return await _trash.TakeAsync(
            new TrashOrder(path, import.Name, import.State == ImportState.Duplicate ? "duplicate" : "quarantined file", import.Reason ?? "It was refused.")
            {
                By = new Link(viewer.UserId, viewer.Handle),
                Owner = import.User,
                Documents = [TrashDocument.Of(_imports, import)],
            },
            cancellation);
    }

    private async Task<Import> AgainAsync(Viewer viewer, string id, Func<HeldActions, bool> may, bool anyway, CancellationToken cancellation)
    {
        var before = await GetAsync(viewer, id, may, cancellation);
        var back = before.State == ImportState.Duplicate ? await _duplicates.LyingAsync(before, cancellation) : await BackAsync(before, cancellation);

        // The document first: a server that is stopped before the file is back finds by it that the file is to go back.
        var now = await _imports.UpdateAsync(id, import => may(ActionsOf(viewer, import)) ? import.BeginAgain(_time.GetUtcNow(), anyway) : null, cancellation)
            ?? throw new RefusedException($"{ReadsName.Last(before.Name)} was changed by somebody else at this moment. Look at it again.");
        try
        {
            await Task.Run(back, CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await _imports.UpdateAsync(id, import => import.Revision == now.Revision ? before with { Revision = import.Revision } : null, CancellationToken.None);
            throw new RefusedException($"{ReadsName.Last(before.Name)} cannot be put back to where it came from: {exception.Message.TrimEnd('.')}. It stays where it is.");
        }

        _bell.Ring(before.FolderId);
        return now;
    }

    private async Task<Action> BackAsync(Import import, CancellationToken cancellation)
    {
        var name = ReadsName.Last(import.Name);
        await DemandAsideAsync(import, cancellation);
        if (_quarantine.FileOf(import.Id) is null)
        {
            throw new RefusedException($"{name} is gone from the quarantine: somebody has moved it. Send or copy it again.");
        }

        var origin = await _places.OriginAsync(import, cancellation);
        return File.Exists(origin)
            ? throw new RefusedException($"Another {name} lies where it came from. Move that away first, or discard this one.")
            : () => _quarantine.Return(import.Id, origin);
    }

    private async Task DemandAsideAsync(Import import, CancellationToken cancellation)
    {
        if (import.State == ImportState.Quarantined && !await _places.IsAsideAsync(import, cancellation))
        {
            throw new RefusedException(
                $"{ReadsName.Last(import.Name)} has not been moved to the quarantine yet. Wait a little and try again; if that lasts, the server's log says why it cannot be moved.");
        }
    }

    private async Task<Import> GetAsync(Viewer viewer, string id, Func<HeldActions, bool> may, CancellationToken cancellation)
    {
        var import = await GetAsync(viewer, id, cancellation);
        if (may(ActionsOf(viewer, import)))
        {
            return import;
        }

        throw may(ActionsOf(Viewer.Server, import))
            ? new NotPermittedException("You may not do this with this file. Ask an administrator.", isOfDocument: true)
            : new RefusedException($"This cannot be done with {ReadsName.Last(import.Name)} as it is now.");
    }
}
