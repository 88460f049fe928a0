using Microsoft.Extensions.Logging;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;

namespace Virtool.Files.Watching;

/// <summary>The files of one watched folder on their way in: when each is looked at, read, stored, or moved aside. Not thread-safe; its folder's desk alone uses it.</summary>
internal sealed class Arrivals(
    WatchedFolder folder,
    FolderScan scan,
    FolderPace pace,
    ImportBook book,
    SightingBook sightings,
    Stillness stillness,
    Readings readings,
    Verdicts verdicts,
    Originals originals,
    Places places,
    FilesOptions options,
    TimeProvider time,
    ILogger<Arrivals> logger)
{
    private static readonly TimeSpan PoolInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWriteInterval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Sighting> _sightings = new(StringComparer.Ordinal);

    /// <summary>Every path that is known.</summary>
    public IReadOnlyCollection<string> Paths => _sightings.Keys;

    /// <summary>Looks at paths again: what is new there, changed, or gone.</summary>
    public async Task LookAsync(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var fresh = new List<(string Path, FileIdentity Identity)>();
        foreach (var path in paths)
        {
            var identity = Identity(path);
            if (_sightings.TryGetValue(path, out var sighting))
            {
                await SeeAsync(sighting, identity, cancellation);
            }
            else if (identity is not null && scan.TypeOf(path) is not null)
            {
                fresh.Add((path, identity.Value));
            }
        }

        foreach (var sighting in await sightings.SightAsync(fresh, cancellation))
        {
            _sightings[sighting.Path] = sighting;
        }
    }

    /// <summary>After the first look through all: what is on record, undecided, and not there any more, is forgotten.</summary>
    public async Task ForgetOthersAsync(CancellationToken cancellation)
    {
        var here = _sightings.Values.Select(sighting => sighting.Import.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var import in await book.OpenAsync(folder.Id, cancellation))
        {
            if (!here.Contains(import.Id))
            {
                await book.ForgetAsync(import.Id, cancellation);
            }
        }

        await originals.CatchUpAsync(here, cancellation);
    }

    /// <summary>After each look through all: what went along with originals that are gone.</summary>
    public Task ClearAsync(CancellationToken cancellation) => originals.FollowAsync(cancellation);

    /// <summary>What was decided of files that lie here still is read again from their imports: somebody may have asked for another try.</summary>
    public void ForgetDecided()
    {
        foreach (var sighting in _sightings.Values.Where(sighting => sighting is { Order: null, IsOpen: false }).ToList())
        {
            _sightings.Remove(sighting.Path);
        }
    }

    /// <summary>Does what is due.</summary>
    public async Task AdvanceAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        places.Forget();
        stillness.Forget();
        var due = _sightings.Values.Where(sighting => DueAt(sighting) <= now).OrderBy(sighting => sighting.QuietSince).ToList();
        await sightings.WriteAsync([.. due.Where(sighting => sighting.Unwritten)], cancellation);
        var starting = new List<Sighting>();
        try
        {
            foreach (var sighting in due.Where(sighting => DueAt(sighting) <= now))
            {
                if (await IsReadyAsync(sighting, cancellation))
                {
                    starting.Add(sighting);
                }
            }
        }
        finally
        {
            await places.StartAsync(starting, cancellation);
        }

        await readings.WriteProgressAsync(cancellation);
    }

    /// <summary>When something is due next.</summary>
    public DateTimeOffset? NextWake()
    {
        if (places.AreTaken)
        {
            return time.GetUtcNow() + PoolInterval;
        }

        var due = _sightings.Values.Min(DueAt);
        return readings.NextProgress is { } progress && (due is null || progress < due) ? progress : due;
    }

    /// <summary>Takes the outcomes of passes.</summary>
    public async Task FinishAsync(IReadOnlyList<ImportOrder> orders, CancellationToken cancellation)
    {
        if (orders.Count == 0)
        {
            return;
        }

        stillness.Forget();
        var arrived = new List<(Sighting Sighting, Arrived Arrived)>();
        foreach (var order in orders)
        {
            var sighting = _sightings[order.Path];
            sighting.Order = null;
            sighting.Checksums = order.Checksums;
            if (order.Outcome is ImportOutcome.Verified verified)
            {
                arrived.Add((sighting, new Arrived(order, verified)));
            }
            else
            {
                await verdicts.DecideAsync(sighting, order.Outcome, cancellation);
            }
        }

        await verdicts.StoreAsync(arrived, cancellation);
        foreach (var order in orders)
        {
            readings.End(order);
        }

        await LookAsync([.. orders.Select(order => order.Path)], cancellation);
    }

    /// <summary>Does what is due for a file; true where it is to be read now, and has a place.</summary>
    private async Task<bool> IsReadyAsync(Sighting sighting, CancellationToken cancellation)
    {
        if (sighting.IsOpen && !sighting.IsUnfinished && places.AreTaken)
        {
            return false;
        }

        if (Identity(sighting.Path) != sighting.Identity)
        {
            await LookAsync([sighting.Path], cancellation);
            return false;
        }

        if (sighting.Import.State == ImportState.Quarantined)
        {
            if (await verdicts.MoveAsideAsync(sighting, cancellation))
            {
                _sightings.Remove(sighting.Path);
            }
        }
        else if (sighting.IsToGo)
        {
            await TakeOriginalAsync(sighting, cancellation);
        }
        else if (await stillness.IsReachedAsync(sighting, cancellation))
        {
            if (!sighting.IsUnfinished)
            {
                return await places.TryTakeAsync(sighting, cancellation);
            }

            await verdicts.GiveUpAsync(sighting, cancellation);
        }

        return false;
    }

    private async Task TakeOriginalAsync(Sighting sighting, CancellationToken cancellation)
    {
        switch (await originals.TryTakeAsync(sighting, cancellation))
        {
            case true:
                _sightings.Remove(sighting.Path);
                break;
            case false:
                await LookAsync([sighting.Path], cancellation);
                break;
        }
    }

    private async Task SeeAsync(Sighting sighting, FileIdentity? identity, CancellationToken cancellation)
    {
        if (identity == sighting.Identity)
        {
            SeeChecksums(sighting);
            return;
        }

        sighting.Order?.Cancel();
        if (identity is { } changed)
        {
            sighting.Identity = changed;
            sighting.QuietSince = time.GetUtcNow();
            sighting.RetryAt = default;
            sighting.Failures = 0;
            sighting.Unwritten = true;
        }
        else if (sighting.Order is null)
        {
            _sightings.Remove(sighting.Path);
            if (sighting.IsOpen)
            {
                await book.ForgetAsync(sighting.Import.Id, cancellation);
            }
        }
    }

    // A checksum that comes or changes may make a file right that was not; of what is stored it says nothing more.
    private void SeeChecksums(Sighting sighting)
    {
        if (sighting is { IsUnfinished: true, Import.Problem: Problems.Checksum } && Checksums.StampOf(sighting.Path) != sighting.Checksums)
        {
            sighting.ReadAgain = true;
            sighting.QuietSince = time.GetUtcNow();
        }
        else if (sighting.Import is { State: ImportState.Settling, Problem: Problems.NoMarker })
        {
            sighting.RetryAt = default;
        }
    }

    private DateTimeOffset? DueAt(Sighting sighting)
    {
        if (!sighting.Unwritten || sighting.Order is not null)
        {
            return sighting.DueAt(pace.Settle, options.EndsEarlyWait);
        }

        var interval = pace.Settle < LongestWriteInterval ? pace.Settle : LongestWriteInterval;
        return sighting.IsOpen ? sighting.WrittenAt + interval : DateTimeOffset.MinValue;
    }

    private FileIdentity? Identity(string path)
    {
        try
        {
            return PlainPath.Is(folder.Path, path) ? FileIdentity.Of(path) : null;
        }
        catch (IOException exception)
        {
            logger.LogWarning("{File} cannot be looked at: {Why}", path, exception.Message);
            return null;
        }
    }
}
