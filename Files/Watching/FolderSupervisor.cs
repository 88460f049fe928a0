using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;
using Virtool.Files.Quarantine;
using Virtool.Files.Uploads;

namespace Virtool.Files.Watching;

/// <summary>Keeps a desk at work for each watched folder, as its documents are now.</summary>
internal sealed class FolderSupervisor(
    Collection<WatchedFolder> folders,
    Collection<FolderListing> listings,
    WatchingService watching,
    IChangeFeed feed,
    Leftovers leftovers,
    HeldPlaces held,
    UploadDesks uploads,
    ImportBell bell,
    ImportBook book,
    ImportLedger ledger,
    ReadingPool pool,
    QuarantineFolder quarantine,
    DataFolder data,
    FilesDirectory directory,
    DiskRoom room,
    IOptions<FilesOptions> options,
    TimeProvider time,
    ILoggerFactory loggers) : IOwnedService
{
    private readonly Dictionary<string, WatchedDesk> _desks = new(StringComparer.Ordinal);
    private readonly ILogger _logger = loggers.CreateLogger<FolderSupervisor>();
    private bool _isClear;

    public async Task RunAsync(CancellationToken ended)
    {
        try
        {
            while (true)
            {
                await FollowAsync(ended);
                await Task.Delay(options.Value.RetryDelay, time, ended);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The server stops.
        }
        finally
        {
            foreach (var desk in _desks.Values)
            {
                await desk.DisposeAsync();
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        try
        {
            if (!_isClear)
            {
                await leftovers.ClearAsync(cancellation);
                await held.FinishAsync(cancellation);
                await watching.EnsureFirstAsync(cancellation);
                _isClear = true;
            }

            using var changes = feed.Subscribe([folders.Name]);
            await AdjustAsync(cancellation);
            await foreach (var _ in changes.ReadAsync(cancellation))
            {
                await AdjustAsync(cancellation);
            }
        }
        catch (StoreException exception)
        {
            _logger.LogError(exception, "The watched folders could not be read; it is tried again");
        }
    }

    private async Task AdjustAsync(CancellationToken cancellation)
    {
        var wanted = (await folders.FindAsync(Filter.All, cancellation)).ToDictionary(folder => folder.Id);
        wanted[Import.Uploads] = uploads.Folder;
        foreach (var (id, desk) in _desks.ToList())
        {
            if (!wanted.TryGetValue(id, out var folder) || !folder.Enabled || !desk.Serves(folder))
            {
                _desks.Remove(id);
                await desk.DisposeAsync();
            }

            if (folder is null)
            {
                await ForgetAsync(id, cancellation);
            }
        }

        foreach (var folder in wanted.Values.Where(folder => folder is { Enabled: false, State: not FolderState.Off }))
        {
            await folders.UpdateAsync(folder.Id, now => now.Enabled ? now : now with { State = FolderState.Off, StateSince = time.GetUtcNow(), Problem = null }, cancellation);
        }

        foreach (var folder in wanted.Values.Where(folder => folder.Enabled && !_desks.ContainsKey(folder.Id)))
        {
            _desks[folder.Id] = new WatchedDesk(folder, StartAsync, cancellation);
        }
    }

    private async Task ForgetAsync(string folderId, CancellationToken cancellation)
    {
        foreach (var import in await book.OpenAsync(folderId, cancellation))
        {
            await book.ForgetAsync(import.Id, cancellation);
        }

        await listings.DeleteAsync(folderId, cancellation);
    }

    /// <summary>Serves a folder until cancelled; a desk that breaks is set up anew after a while.</summary>
    private async Task StartAsync(WatchedFolder folder, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await ServeAsync(folder, cancellation);
                return;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _logger.LogError(exception, "The watching of {Folder} has broken; it is begun again", folder.Path);
            }

            await Task.Delay(options.Value.RetryDelay, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task ServeAsync(WatchedFolder folder, CancellationToken cancellation) =>
        folder.Id == Import.Uploads ? uploads.ServeAsync(cancellation) : ServeFolderAsync(folder, cancellation);

    private async Task ServeFolderAsync(WatchedFolder folder, CancellationToken cancellation)
    {
        var inbox = new Inbox();
        var scan = new FolderScan(folder);
        var pace = new FolderPace(folder, options.Value);
        var health = new FolderHealth(folder.Id, pace, folders, listings, time);
        await using var readings = new Readings(inbox, book, pool, data, folder.Path, time, loggers.CreateLogger<Readings>());
        var arrivals = Arrivals(folder, scan, pace, readings);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bell.Rung += Hear;
        try
        {
            var hints = new FolderHints(folder.Path, scan, pace, inbox, health, options.Value, time, loggers.CreateLogger<FolderHints>()).RunAsync(ending.Token);
            var desk = new FolderDesk(folder, scan, pace, inbox, arrivals, health, time, loggers.CreateLogger<FolderDesk>()).RunAsync(ending.Token);
            var first = await Task.WhenAny(hints, desk);
            await ending.CancelAsync();
            await Task.WhenAll(hints, desk).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await first;
        }
        finally
        {
            bell.Rung -= Hear;
        }

        void Hear(string folderId)
        {
            if (folderId == folder.Id)
            {
                inbox.Again();
            }
        }
    }

    private Arrivals Arrivals(WatchedFolder folder, FolderScan scan, FolderPace pace, Readings readings)
    {
        var sightings = new SightingBook(folder, scan, book, options.Value, time);
        var stillness = new Stillness(folder, pace, sightings, options.Value, time);
        var places = new Places(sightings, readings, directory, room, options.Value, time);
        var verdicts = new Verdicts(folder, sightings, stillness, ledger, quarantine, options.Value, time, loggers.CreateLogger<Verdicts>());
        var checksums = new ChecksumFiles(folder, scan, book, time, loggers.CreateLogger<ChecksumFiles>());
        var originals = new Originals(folder, book, sightings, stillness, verdicts, checksums, loggers.CreateLogger<Originals>());
        return new Arrivals(folder, scan, pace, book, sightings, stillness, readings, verdicts, originals, places, options.Value, time, loggers.CreateLogger<Arrivals>());
    }
}
