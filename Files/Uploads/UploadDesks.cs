using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;
using Virtool.Files.Watching;

namespace Virtool.Files.Uploads;

/// <summary>Sets up the desk of uploads for who keeps the desks of watched folders.</summary>
internal sealed class UploadDesks(
    ImportBook book,
    ImportLedger ledger,
    ReadingPool pool,
    QuarantineFolder quarantine,
    UploadBytes bytes,
    UploadSweep sweep,
    FilesDirectory directory,
    DiskRoom room,
    ImportBell bell,
    DataFolder data,
    IOptions<FilesOptions> options,
    TimeProvider time,
    ILoggerFactory loggers)
{
    /// <summary>Uploads as the folder that they are treated as; it stands in no collection.</summary>
    public WatchedFolder Folder { get; } = new() { Id = Import.Uploads, Path = data.Uploaded, SettleSeconds = 0 };

    /// <summary>Serves uploads until cancelled.</summary>
    public async Task ServeAsync(CancellationToken cancellation)
    {
        var inbox = new Inbox();
        await using var readings = new Readings(inbox, book, pool, data, null, time, loggers.CreateLogger<Readings>());
        await new UploadDesk(
            inbox, book, readings, ledger, quarantine, bytes, sweep, directory, room, bell, options.Value, time, loggers.CreateLogger<UploadDesk>()).RunAsync(cancellation);
    }
}
