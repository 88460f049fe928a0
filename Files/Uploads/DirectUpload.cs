using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Uploads;
using Virtool.Files.Quarantine;

namespace Virtool.Files.Uploads;

/// <summary>Takes a file that comes in one go, and waits until it is decided what becomes of it. Nothing stays of one whose sender goes before.</summary>
public sealed class DirectUpload
{
    private readonly UploadService _uploads;
    private readonly Collection<Import> _imports;
    private readonly Collection<StoredFile> _files;
    private readonly HeldPlaces _places;
    private readonly IChangeFeed _feed;

    internal DirectUpload(UploadService uploads, Collection<Import> imports, Collection<StoredFile> files, HeldPlaces places, IChangeFeed feed) =>
        (_uploads, _imports, _files, _places, _feed) = (uploads, imports, files, places, feed);

    /// <summary>Takes a file and has it verified.</summary>
    /// <param name="viewer">Who gives it.</param>
    /// <param name="draft">What it is called and is for; its size as far as it is known.</param>
    /// <param name="content">Its bytes; not disposed.</param>
    /// <param name="cancellation">The sender has gone; nothing stays.</param>
    /// <returns>Its import, which is stored, quarantined or a duplicate.</returns>
    /// <exception cref="NotPermittedException">The viewer may not upload files.</exception>
    /// <exception cref="FluentValidation.ValidationException">The name is wrong.</exception>
    /// <exception cref="UploadException">There is no room for it.</exception>
    /// <exception cref="RefusedException">It was removed by somebody while it was verified.</exception>
    public async Task<Import> SendAsync(Viewer viewer, UploadDraft draft, Stream content, CancellationToken cancellation = default)
    {
        var upload = await _uploads.CreateAsync(viewer, draft, inOneRequest: true, cancellation);
        try
        {
            upload = (await _uploads.ReceiveAsync(viewer, upload.Id, 0, content, cancellation: cancellation)).Upload;
            using var changes = _feed.Subscribe([_imports.Name]);
            await _uploads.CompleteAsync(upload, cancellation);
            return await DecidedAsync(upload, changes, cancellation);
        }
        finally
        {
            await _uploads.AbandonAsync(upload.Id);
        }
    }

    /// <summary>Takes a file and stores it; of one whose bytes are there already, gives the stored one.</summary>
    /// <inheritdoc cref="SendAsync"/>
    /// <returns>The stored file.</returns>
    /// <exception cref="RefusedException">It was refused; the message says why.</exception>
    public async Task<StoredFile> StoreAsync(Viewer viewer, UploadDraft draft, Stream content, CancellationToken cancellation = default)
    {
        var import = await SendAsync(viewer, draft, content, cancellation);
        var stored = import is { State: ImportState.Duplicate, SameAs: { } same } ? await _imports.GetAsync(same, cancellation) : import;
        return stored is { State: ImportState.Stored, FileId: { } file } && await _files.GetAsync(file, cancellation) is { } found
            ? found
            : throw new RefusedException(import.Reason ?? $"{draft.Name} was not stored.");
    }

    private async Task<Import> DecidedAsync(Upload upload, IChangeSubscription changes, CancellationToken cancellation)
    {
        var batches = changes.ReadAsync(cancellation).GetAsyncEnumerator(cancellation);
        await using var ended = batches;
        do
        {
            var import = await _imports.GetAsync(upload.Id, cancellation)
                ?? throw new RefusedException($"{upload.Name} was removed while it was verified.");
            if (import.State is ImportState.Stored or ImportState.Quarantined or ImportState.Duplicate)
            {
                // Who is answered that it was refused may ask for it at once.
                return import.State != ImportState.Quarantined || await _places.IsAsideAsync(import, cancellation) ? import : import with { QuarantinedAt = null };
            }
        }
        while (await batches.MoveNextAsync());

        throw new OperationCanceledException("The server ends.");
    }
}
