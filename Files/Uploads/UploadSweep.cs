using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Trash;
using Virtool.Domain.Uploads;
using Virtool.Files.Importing;

namespace Virtool.Files.Uploads;

/// <summary>Clears up among uploads: what a server that was stopped left half done, and what nobody has come back to.</summary>
internal sealed class UploadSweep(
    UploadService service,
    UploadBytes bytes,
    QuarantineFolder quarantine,
    TrashService trash,
    Collection<Upload> uploads,
    Collection<Import> imports,
    IOptions<UploadsOptions> options,
    TimeProvider time,
    ILogger<UploadSweep> logger)
{
    // Bytes of a request are noted twice a second: one of which nothing was noted for so long has no client any more.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    /// <summary>Goes on with what was left half done; before anything is verified.</summary>
    public async Task RecoverAsync(CancellationToken cancellation)
    {
        foreach (var upload in await uploads.FindAsync(Open, cancellation))
        {
            if (!upload.InOneRequest && service.Received(upload) == upload.Size)
            {
                await service.CompleteAsync(upload, cancellation);
            }
        }

        var (unfinished, whole) = bytes.All();
        foreach (var id in unfinished)
        {
            if (await uploads.GetAsync(id, cancellation) is null)
            {
                bytes.RemoveUnfinished(id);
            }
        }

        foreach (var id in whole)
        {
            await RecoverAsync(id, cancellation);
        }
    }

    /// <summary>Removes what was waited for long enough.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var upload in await uploads.FindAsync(Filter.All, cancellation))
        {
            if (IsOver(upload, now) && (upload.State != UploadState.Complete || await IsDecidedAsync(upload.Id, cancellation)))
            {
                logger.LogInformation("The upload {Name} of {User} is over", upload.Name, upload.User.Name);
                await service.RemoveAsync(upload.Id, cancellation);
            }
        }

        foreach (var id in bytes.All().Whole)
        {
            switch (await imports.GetAsync(id, cancellation))
            {
                case { State: ImportState.Duplicate } import when import.ChangedAt + options.Value.Expiry <= now:
                    await TrashAsync(id, import, "Its bytes were imported before, and nobody asked for it once more.", cancellation);
                    break;
                case { State: ImportState.Quarantined } refused:
                    await MoveAsideAsync(refused);
                    break;
            }
        }
    }

    /// <summary>Moves the file of an upload that was refused to the quarantine; what the disk refuses is tried again.</summary>
    public async Task MoveAsideAsync(Import import)
    {
        try
        {
            await Task.Run(() => quarantine.Take(bytes.Whole(import.Id), import.Id, import.Name), CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("{File} cannot be moved to the quarantine: {Why}", import.Name, exception.Message);
        }
    }

    private static Filter Open => Where<Upload>.IsIn(upload => upload.State, [UploadState.Arriving, UploadState.WaitingForRoom]);

    private bool IsOver(Upload upload, DateTimeOffset now) => upload switch
    {
        { State: UploadState.Complete } => upload.ChangedAt + options.Value.Remembered <= now,
        { InOneRequest: true } => upload.ChangedAt + Silence <= now,
        _ => upload.ExpiresAt <= now,
    };

    private async Task<bool> IsDecidedAsync(string id, CancellationToken cancellation) =>
        await imports.GetAsync(id, cancellation) is null or { State: ImportState.Stored or ImportState.Quarantined or ImportState.Duplicate };

    private async Task RecoverAsync(string id, CancellationToken cancellation)
    {
        switch (await imports.GetAsync(id, cancellation))
        {
            case { State: ImportState.Stored }:
                bytes.RemoveWhole(id);
                break;
            case { State: ImportState.Quarantined } refused:
                await MoveAsideAsync(refused);
                break;
            case null when await uploads.GetAsync(id, cancellation) is null:
                await TrashAsync(id, null, "No document speaks of it.", cancellation);
                break;
        }
    }

    private async Task TrashAsync(string id, Import? import, string why, CancellationToken cancellation) => await trash.TakeAsync(
        new TrashOrder(bytes.Whole(id), import?.Name ?? id, "upload", why) { Owner = import?.User },
        cancellation);
}
