using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Uploads;

namespace Virtool.Files.Uploads;

/// <summary>Keeps the document of an upload up to date while its bytes come, and sees that there is room for them.</summary>
internal sealed class UploadNotes(Collection<Upload> uploads, DiskRoom room, Upload upload, long begun, TimeSpan expiry, TimeProvider time)
{
    private const long RoomEvery = 64L << 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private long _noted = time.GetTimestamp();
    private long _looked;
    private string? _reason;

    /// <summary>Before the first byte.</summary>
    /// <exception cref="UploadException">There is no room for what is to come.</exception>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        if (room.WhyNot(upload.Name, Left(begun)) is { } why)
        {
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
        if (received - _looked >= RoomEvery)
        {
            _looked = received;
            _reason = room.WhyNot(upload.Name, Left(received));
            if (_reason is not null)
            {
                throw new UploadException(UploadFault.NoRoom, _reason);
            }
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
