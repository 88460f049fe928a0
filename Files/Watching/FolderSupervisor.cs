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
    WatchingService watching,
    IChangeFeed feed,
    Leftovers leftovers,
    HeldPlaces held,
    UploadDesks uploads,
    ImportBook book,
    ImportLedger ledger,
    ReadingPool pool,
    DataFolder data,
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

    private async Task ServeAsync(WatchedFolder folder, CancellationToken cancellation)
    {
        if (folder.Id == Import.Uploads)
        {
            await uploads.ServeAsync(cancellation);
            return;
        }

        var inbox = new Inbox();
        var health = new FolderHealth(folder.Id, folders);
        await using var readings = new Readings(inbox, book, pool, data, time, loggers.CreateLogger<Readings>());
        var sightings = new SightingBook(folder, book, options.Value, time);
        var arrivals = new Arrivals(
            folder, book, sightings, readings, ledger, new QuarantineFolder(data), options.Value, time, loggers.CreateLogger<Arrivals>());
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var hints = new FolderHints(folder.Path, inbox, health, options.Value, time, loggers.CreateLogger<FolderHints>()).RunAsync(ending.Token);
        var desk = new FolderDesk(folder, inbox, arrivals, health, options.Value, time, loggers.CreateLogger<FolderDesk>()).RunAsync(ending.Token);
        var first = await Task.WhenAny(hints, desk);
        await ending.CancelAsync();
        await Task.WhenAll(hints, desk).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }
}
