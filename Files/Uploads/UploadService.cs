using FluentValidation;
using Microsoft.Extensions.Options;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Groups;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Uploads;
using Virtool.Files.Watching;

namespace Virtool.Files.Uploads;

/// <summary>Takes the bytes of uploads, in parts, and hands whole ones on to be verified. Everybody has to do with their own uploads only.</summary>
public sealed class UploadService
{
    private const string Gone = "There is no such upload: it was cancelled, or nothing came for too long. Send the file again.";

    private readonly IDocumentStore _store;
    private readonly Collection<Upload> _uploads;
    private readonly Collection<Import> _imports;
    private readonly UploadBytes _bytes;
    private readonly UploadTurns _turns;
    private readonly ImportBell _bell;
    private readonly DiskRoom _room;
    private readonly PrimaryGroups _primaries;
    private readonly TimeSpan _expiry;
    private readonly TimeProvider _time;

    internal UploadService(
        IDocumentStore store,
        Collection<Upload> uploads,
        Collection<Import> imports,
        UploadBytes bytes,
        UploadTurns turns,
        ImportBell bell,
        DiskRoom room,
        PrimaryGroups primaries,
        IOptions<UploadsOptions> options,
        TimeProvider time)
    {
        (_store, _uploads, _imports, _bytes, _turns, _bell, _room, _primaries, _time) = (store, uploads, imports, bytes, turns, bell, room, primaries, time);
        _expiry = options.Value.Expiry;
    }

    /// <summary>Uploads whose bytes have not all come, newest first: the viewer's own, of an administrator everybody's.</summary>
    public Query<Upload> Coming(Viewer viewer) => Query<Upload>.All.Readable(viewer)
        .Where(Where<Upload>.IsIn(upload => upload.State, [UploadState.Arriving, UploadState.WaitingForRoom]))
        .OrderBy(upload => upload.CreatedAt, descending: true);

    /// <summary>Of those the viewer's own that can be gone on with.</summary>
    public Query<Upload> Own(Viewer viewer) => Coming(viewer)
        .Where(Where<Upload>.Is(upload => upload.User.Id, viewer.UserId) & Where<Upload>.Is(upload => upload.InOneRequest, false));

    /// <summary>Begins an upload.</summary>
    /// <exception cref="NotPermittedException">The viewer may not upload files.</exception>
    /// <exception cref="ValidationException">The name, or the size, is wrong.</exception>
    /// <exception cref="UploadException">There is no room for it.</exception>
    public Task<Upload> CreateAsync(Viewer viewer, UploadDraft draft, CancellationToken cancellation = default) =>
        CreateAsync(viewer, draft, inOneRequest: false, cancellation);

    /// <summary>The viewer's own upload, and how many of its bytes are on disk. Where some are still being taken from a lost connection, that is ended first.</summary>
    /// <exception cref="NotPermittedException">The viewer may not upload files.</exception>
    /// <exception cref="NotFoundException">The viewer has none of this id.</exception>
    public async Task<(Upload Upload, long Received)> LookAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        await GetAsync(viewer, id, cancellation);
        using var turn = await _turns.TakeAsync(id, cancellation);
        var upload = await GetAsync(viewer, id, cancellation);
        return (upload, Received(upload));
    }

    /// <summary>
    /// Takes bytes that follow those which are there. What came is on disk when this ends, even where it was broken off; with the last byte the
    /// file is handed on to be verified.
    /// </summary>
    /// <param name="viewer">Whose upload it is.</param>
    /// <param name="id">The upload.</param>
    /// <param name="offset">How many bytes there are, as the client knows.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="length">How many they are; null: unknown.</param>
    /// <param name="checksum">What they hash to; null: unknown.</param>
    /// <param name="cancellation">The client has gone.</param>
    /// <returns>The upload, and how many of its bytes there are now.</returns>
    /// <exception cref="NotPermittedException">The viewer may not upload files.</exception>
    /// <exception cref="NotFoundException">The viewer has no upload of this id.</exception>
    /// <exception cref="UploadException">They are not taken.</exception>
    public async Task<(Upload Upload, long Received)> ReceiveAsync(
        Viewer viewer, string id, long offset, Stream content, long? length = null, UploadChecksum? checksum = null, CancellationToken cancellation = default)
    {
        await GetAsync(viewer, id, cancellation);
        using var turn = await _turns.TakeAsync(id, cancellation);
        var upload = await GetAsync(viewer, id, cancellation);
        var received = Received(upload);
        if (offset != received)
        {
            throw new UploadException(UploadFault.WrongOffset, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The upload has {received:N0} bytes: go on from there."));
        }

        if (length > upload.Size - offset)
        {
            throw new UploadException(UploadFault.TooLong, "More bytes came than the file was said to have.");
        }

        return upload.State == UploadState.Complete
            ? (upload, upload.Size)
            : await ReceiveAsync(upload, new UploadNotes(_uploads, _room, upload, received, _expiry, _time), content, checksum, turn.Cancellation);
    }

    /// <summary>Gives an upload up: what came of it is removed. One that is complete is only listed no more; its import goes on.</summary>
    /// <exception cref="NotPermittedException">The viewer may not upload files.</exception>
    /// <exception cref="NotFoundException">The viewer has none of this id.</exception>
    public async Task CancelAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        await GetAsync(viewer, id, cancellation);
        await RemoveAsync(id, cancellation);
    }

    /// <summary>Begins an upload.</summary>
    internal async Task<Upload> CreateAsync(Viewer viewer, UploadDraft draft, bool inOneRequest, CancellationToken cancellation)
    {
        viewer.Demand(Permission.UploadFile);
        draft = draft with { Name = ReadsName.Safe(draft.Name.Trim()) };
        await new UploadDraftValidator().ValidateAndThrowAsync(draft, cancellation);
        if (_room.WhyNot(draft.Name, draft.Size) is { } why)
        {
            throw new UploadException(UploadFault.NoRoom, why);
        }

        var now = _time.GetUtcNow();
        var upload = await _uploads.InsertAsync(
            new Upload
            {
                Id = Ids.New(),
                Name = draft.Name,
                Type = draft.Type,
                User = new Link(viewer.UserId, viewer.Handle),
                Size = draft.Size,
                InOneRequest = inOneRequest,
                CreatedAt = now,
                ChangedAt = now,
                ExpiresAt = now + _expiry,
                Readers = await ReadersAsync(viewer, cancellation),
            },
            cancellation);
        if (draft.Size > 0 || inOneRequest)
        {
            return upload;
        }

        _bytes.CreateEmpty(upload.Id);
        return await CompleteAsync(upload, cancellation);
    }

    /// <summary>Who uploads it, and who is in the same primary group; what becomes of it keeps them until a sample takes it.</summary>
    private async Task<IReadOnlyList<string>> ReadersAsync(Viewer viewer, CancellationToken cancellation) =>
        [.. new[] { (await _primaries.OfAsync(viewer.UserId, cancellation))?.Id }.OfType<string>().Select(Principals.Group), Principals.User(viewer.UserId)];

    /// <summary>The file of an upload of which all bytes are on disk goes to where it is verified. Done again, nothing happens.</summary>
    internal async Task<Upload> CompleteAsync(Upload upload, CancellationToken cancellation)
    {
        // The file first: a file in its new place without an import is found at the next start; an import without its file would be forgotten.
        var size = _bytes.Complete(upload.Id) ?? upload.Size;
        var complete = upload;
        await _store.CommitAsync(
            async token =>
            {
                complete = Complete(await _uploads.GetAsync(upload.Id, token) ?? upload, size);
                var import = await _imports.GetAsync(upload.Id, token);
                return [.. import is null ? new[] { _imports.ToInsert(ImportOf(complete)) } : [], .. complete.Revision > 0 ? new[] { _uploads.ToReplace(complete) } : []];
            },
            CancellationToken.None);
        _bell.Ring(Import.Uploads);
        return complete;
    }

    /// <summary>Nobody waits for an upload in one request any more: unless it is decided what becomes of it, nothing of it stays.</summary>
    internal async Task AbandonAsync(string id)
    {
        await _store.CommitAsync(
            async token =>
            {
                var import = await _imports.GetAsync(id, token);
                return import is { State: ImportState.Discovered or ImportState.Settling or ImportState.Verifying } ? [_imports.ToDelete(id, import.Revision)] : [];
            },
            CancellationToken.None);
        if (await _imports.GetAsync(id, CancellationToken.None) is null)
        {
            _bytes.RemoveWhole(id);
        }

        await RemoveAsync(id, CancellationToken.None);
    }

    /// <summary>Removes an upload, with what came of it unless it is complete.</summary>
    internal async Task RemoveAsync(string id, CancellationToken cancellation)
    {
        using var turn = await _turns.TakeAsync(id, cancellation);
        _bytes.RemoveUnfinished(id);
        await _uploads.DeleteAsync(id, cancellation);
    }

    /// <summary>How many bytes of an upload are on disk.</summary>
    internal long Received(Upload upload) =>
        upload.State == UploadState.Complete || File.Exists(_bytes.Whole(upload.Id)) ? upload.Size : _bytes.Received(upload.Id);

    private async Task<Upload> GetAsync(Viewer viewer, string id, CancellationToken cancellation)
    {
        viewer.Demand(Permission.UploadFile);
        return await _uploads.GetAsync(id, cancellation) is { } upload && upload.User.Id == viewer.UserId ? upload : throw new NotFoundException(Gone);
    }

    private async Task<(Upload Upload, long Received)> ReceiveAsync(
        Upload upload, UploadNotes notes, Stream content, UploadChecksum? checksum, CancellationToken cancellation)
    {
        using var kept = notes;
        await notes.BeginAsync(cancellation);
        try
        {
            await _bytes.AppendAsync(upload.Id, content, upload.InOneRequest ? long.MaxValue : upload.Size, checksum, notes.PassedAsync, cancellation);
        }
        catch (IOException exception) when (DiskFaults.IsFull(exception))
        {
            throw new UploadException(UploadFault.NoRoom, notes.DiskIsFull());
        }
        finally
        {
            upload = await notes.EndAsync(_bytes.Received(upload.Id));
        }

        var received = _bytes.Received(upload.Id);
        return !upload.InOneRequest && received == upload.Size ? (await CompleteAsync(upload, cancellation), received) : (upload, received);
    }

    private Upload Complete(Upload upload, long size) => upload with
    {
        State = UploadState.Complete,
        Reason = null,
        Size = size,
        Received = size,
        ChangedAt = upload.State == UploadState.Complete ? upload.ChangedAt : _time.GetUtcNow(),
        ImportId = upload.Id,
    };

    // It has the upload's id: so a second one is never made of it, wherever the server was stopped.
    private Import ImportOf(Upload upload) => new()
    {
        Id = upload.Id,
        FolderId = Import.Uploads,
        Type = upload.Type,
        User = upload.User,
        Name = upload.Name,
        Identity = upload.Id,
        Size = upload.Size,
        DiscoveredAt = _time.GetUtcNow(),
        ChangedAt = _time.GetUtcNow(),
        Search = Fold.Text($"{upload.Name} {upload.User.Name}"),
        Readers = upload.Readers,
    };
}
