using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Uploads;

namespace Virtool.Files.Uploads;

/// <summary>Keeps the document of an upload up to date while its bytes come, and sees that there is room for them.</summary>
internal sealed class UploadNotes(Collection<Upload> uploads, DiskRoom room, Upload upload, long begun, TimeSpan expiry, TimeProvider time) : IDisposable
{
    private const long RoomEvery = 64L << 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private long _noted = time.GetTimestamp();
    private long _looked;
    private RoomHolding? _holding;
    private string? _reason;

    /// <summary>Before the first byte.</summary>
    /// <exception cref="UploadException">There is no room for what is to come.</exception>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        _holding = room.TryReserve(Left(begun));
        if (_holding is null)
        {
            var why = room.Lacking(upload.Name, Left(begun));
            await WriteAsync(begun, why, cancellation);
            throw new UploadException(UploadFault.NoRoom, why);
        }

        _looked = begun;
        await WriteAsync(begun, null, cancellation);
    }

    /// <summary>The file is so long now; written at most twice a second.</summary>
    /// <exception cref="UploadException">There is no room any more.</exception>
    public async Task PassedAsync(long received)
    {
        _holding?.Wrote(received - begun);
        if (received - _looked >= RoomEvery)
        {
            _looked = received;
            Look(received);
        }

        if (time.GetElapsedTime(_noted) >= Interval)
        {
            _noted = time.GetTimestamp();
            await WriteAsync(received, null, CancellationToken.None);
        }
    }

    /// <summary>The disk refused more: why the upload waits.</summary>
    public string DiskIsFull() =>
        _reason = $"{upload.Name} waits: the disk of the data folder is full. Make room there; it goes on by itself.";

    /// <summary>No more bytes come by this request.</summary>
    public Task<Upload> EndAsync(long received) => WriteAsync(received, _reason, CancellationToken.None);

    /// <summary>Gives back the room that is kept for what has not come.</summary>
    public void Dispose() => _holding?.Dispose();

    // Others than this server write to the disk as well; and of an upload in one request nobody may know the size.
    private void Look(long received)
    {
        if (!room.Has(0))
        {
            _reason = room.Lacking(upload.Name, Left(received));
            throw new UploadException(UploadFault.NoRoom, _reason);
        }
    }

    private long Left(long received) => Math.Max(0, upload.Size - received);

    private async Task<Upload> WriteAsync(long received, string? reason, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return await uploads.UpdateAsync(
            upload.Id,
            one => one.State == UploadState.Complete ? one : one with
            {
                Received = received,
                State = reason is null ? UploadState.Arriving : UploadState.WaitingForRoom,
                Reason = reason,
                ChangedAt = received == one.Received ? one.ChangedAt : now,
                ExpiresAt = now + expiry,
            },
            cancellation) ?? upload;
    }
}
