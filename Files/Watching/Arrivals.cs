using Microsoft.Extensions.Logging;
using Virtool.Data.Documents;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;

namespace Virtool.Files.Watching;

/// <summary>The files of one watched folder on their way in: when each is looked at, read, stored, or moved aside. Not thread-safe; its folder's desk alone uses it.</summary>
internal sealed class Arrivals(
    WatchedFolder folder,
    ImportBook book,
    SightingBook sightings,
    Readings readings,
    ImportLedger ledger,
    QuarantineFolder quarantine,
    FilesOptions options,
    TimeProvider time,
    ILogger<Arrivals> logger)
{
    private static readonly TimeSpan PoolInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWriteInterval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Sighting> _sightings = new(StringComparer.Ordinal);
    private readonly OpenForWriting _writers = new(time);
    private readonly TimeSpan _settle = TimeSpan.FromSeconds(folder.SettleSeconds);
    private bool _waitsForPool;

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
            else if (identity is not null && ReadsName.IsTaken(Path.GetFileName(path.AsSpan())))
            {
                fresh.Add((path, identity.Value));
            }
        }

        var imports = await book.SightAsync(folder.Id, [.. fresh.Select(file => (ReadsName.Below(folder.Path, file.Path), file.Identity))], cancellation);
        foreach (var ((path, identity), import) in fresh.Zip(imports))
        {
            _sightings[path] = new Sighting(path, identity, import, import.ChangedAt);
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
    }

    /// <summary>Does what is due.</summary>
    public async Task AdvanceAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        _waitsForPool = false;
        foreach (var sighting in _sightings.Values.Where(sighting => DueAt(sighting) <= now).OrderBy(sighting => sighting.QuietSince).ToList())
        {
            if (sighting.Unwritten)
            {
                await sightings.WriteAsync(sighting, cancellation);
            }
            else if (sighting.Import.State == ImportState.Quarantined)
            {
                await MoveAsideAsync(sighting, cancellation);
            }
            else if (!await IsQuietAsync(sighting, cancellation))
            {
                continue;
            }
            else if (sighting.EndsEarly)
            {
                await RefuseAsync(sighting, Problems.EndsEarly, Reasons.NeverEnded(sighting.Import.Reason ?? "", options.EndsEarlyWait), cancellation);
            }
            else if (!await TryStartAsync(sighting, cancellation))
            {
                _waitsForPool = true;
                break;
            }
        }

        await readings.WriteProgressAsync(cancellation);
    }

    /// <summary>When something is due next.</summary>
    public DateTimeOffset? NextWake()
    {
        if (_waitsForPool)
        {
            return time.GetUtcNow() + PoolInterval;
        }

        var due = _sightings.Values.Min(DueAt);
        return readings.NextProgress is { } progress && (due is null || progress < due) ? progress : due;
    }

    /// <summary>Takes the outcome of a pass.</summary>
    public async Task FinishAsync(ImportOrder order, CancellationToken cancellation)
    {
        var sighting = _sightings[order.Path];
        sighting.Order = null;
        switch (order.Outcome)
        {
            case ImportOutcome.Verified verified:
                await StoreAsync(sighting, order, verified, cancellation);
                break;
            case ImportOutcome.EndsEarly ends:
                await sightings.WaitAsync(sighting, Problems.EndsEarly, Reasons.EndsEarly(sighting.Name, ends), cancellation);
                break;
            case ImportOutcome.Damaged damaged:
                await RefuseAsync(sighting, damaged.Fastq ? Problems.Damaged : Problems.NotFastq, Reasons.Damaged(sighting.Name, damaged), cancellation);
                break;
            case ImportOutcome.Failed failed:
                await sightings.RetryAsync(sighting, Reasons.Failed(sighting.Name, failed), cancellation);
                break;
            case ImportOutcome.Changed:
                sighting.QuietSince = time.GetUtcNow();
                await sightings.WaitAsync(sighting, Problems.Growing, Reasons.Growing(sighting.Name), cancellation);
                break;
        }

        readings.End(order);
        await LookAsync([order.Path], cancellation);
    }

    private async Task SeeAsync(Sighting sighting, FileIdentity? identity, CancellationToken cancellation)
    {
        if (identity == sighting.Identity)
        {
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

    private DateTimeOffset? DueAt(Sighting sighting)
    {
        if (!sighting.Unwritten || sighting.Order is not null)
        {
            return sighting.DueAt(_settle, options.EndsEarlyWait);
        }

        var interval = _settle < LongestWriteInterval ? _settle : LongestWriteInterval;
        return sighting.IsOpen ? sighting.WrittenAt + interval : DateTimeOffset.MinValue;
    }

    private async Task<bool> IsQuietAsync(Sighting sighting, CancellationToken cancellation)
    {
        if (Identity(sighting.Path) != sighting.Identity)
        {
            await LookAsync([sighting.Path], cancellation);
            return false;
        }

        if (!_writers.Holds(sighting.Identity))
        {
            return true;
        }

        await WaitForWriterAsync(sighting, cancellation);
        return false;
    }

    private async Task WaitForWriterAsync(Sighting sighting, CancellationToken cancellation)
    {
        sighting.QuietSince = time.GetUtcNow();
        sighting.RetryAt = sighting.QuietSince + _settle;
        if (sighting.IsOpen && !sighting.EndsEarly && sighting.Import is not { State: ImportState.Settling, Problem: Problems.Growing })
        {
            await sightings.WaitAsync(sighting, Problems.Growing, Reasons.Growing(sighting.Name), cancellation);
        }
    }

    private async Task<bool> TryStartAsync(Sighting sighting, CancellationToken cancellation)
    {
        if (!readings.TryReserve())
        {
            return false;
        }

        try
        {
            // The file's id is on record before the file is: so an interrupted import can be told from somebody else's file.
            var fileId = Ids.New();
            await sightings.ChangeAsync(sighting, import => import with { State = ImportState.Verifying, FileId = fileId, Problem = null, Reason = null, Progress = 0 }, cancellation);
            sighting.Order = readings.Start(sighting.Import, fileId, sighting.Path, sighting.Identity);
            return true;
        }
        catch
        {
            readings.GiveBack();
            throw;
        }
    }

    private async Task StoreAsync(Sighting sighting, ImportOrder order, ImportOutcome.Verified verified, CancellationToken cancellation)
    {
        try
        {
            sighting.Import = await ledger.CommitAsync(order, verified, cancellation) ?? sighting.Import with { State = ImportState.Discovered };
            sighting.Failures = 0;
        }
        catch (Exception exception) when (exception is StoreException or IOException or UnauthorizedAccessException)
        {
            await sightings.RetryAsync(sighting, Reasons.Failed(sighting.Name, ImportPass.Failure(exception)), cancellation);
        }
    }

    private async Task RefuseAsync(Sighting sighting, string problem, string reason, CancellationToken cancellation)
    {
        if (_writers.HoldsNow(sighting.Identity))
        {
            await WaitForWriterAsync(sighting, cancellation);
            return;
        }

        await sightings.ChangeAsync(sighting, import => import with { State = ImportState.Quarantined, Problem = problem, Reason = reason, FileId = null, Progress = 0, Settled = true }, cancellation);
        await MoveAsideAsync(sighting, cancellation);
    }

    private async Task MoveAsideAsync(Sighting sighting, CancellationToken cancellation)
    {
        if (Identity(sighting.Path) != sighting.Identity)
        {
            await LookAsync([sighting.Path], cancellation);
            return;
        }

        if (_writers.HoldsNow(sighting.Identity))
        {
            await WaitForWriterAsync(sighting, cancellation);
            return;
        }

        try
        {
            // To another volume this copies: it must not hold up the loop's thread.
            await Task.Run(() => quarantine.Take(sighting.Path, sighting.Import.Id), CancellationToken.None);
            _sightings.Remove(sighting.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            sightings.PutOff(sighting);
            logger.LogWarning("{File} cannot be moved to the quarantine: {Why}", sighting.Path, exception.Message);
        }
    }

    private FileIdentity? Identity(string path)
    {
        try
        {
            return FileIdentity.Of(path);
        }
        catch (IOException exception)
        {
            logger.LogWarning("{File} cannot be looked at: {Why}", path, exception.Message);
            return null;
        }
    }
}
