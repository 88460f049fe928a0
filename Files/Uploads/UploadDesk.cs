using Microsoft.Extensions.Logging;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Files.Importing;
using Virtool.Files.Watching;

namespace Virtool.Files.Uploads;

/// <summary>
/// Has whole uploads verified and stored, by the pass and the ledger that watched folders use. What is to be done stands in the imports:
/// nothing of an upload changes any more, so there is nothing to wait for but a place, and room on the disk.
/// </summary>
internal sealed class UploadDesk(
    Inbox inbox,
    ImportBook book,
    Readings readings,
    ImportLedger ledger,
    QuarantineFolder quarantine,
    UploadBytes bytes,
    UploadSweep sweep,
    FilesDirectory directory,
    DiskRoom room,
    ImportBell bell,
    FilesOptions options,
    TimeProvider time,
    ILogger<UploadDesk> logger)
{
    private static readonly TimeSpan PoolInterval = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, ImportOrder> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Failures, DateTimeOffset At)> _retries = new(StringComparer.Ordinal);
    private DateTimeOffset _nextSweep;
    private bool _waitsForPool;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        bell.Rung += Hear;
        try
        {
            await sweep.RecoverAsync(cancellation);
            while (true)
            {
                await StepAsync(cancellation);
                await inbox.WaitAsync(NextWake(), time, cancellation);
            }
        }
        finally
        {
            bell.Rung -= Hear;
        }
    }

    private void Hear(string folderId)
    {
        if (folderId == Import.Uploads)
        {
            inbox.Rescan();
        }
    }

    private async Task StepAsync(CancellationToken cancellation)
    {
        foreach (var order in inbox.Take().Done)
        {
            await FinishAsync(order, cancellation);
        }

        await StartAsync(cancellation);
        await readings.WriteProgressAsync(cancellation);
        if (time.GetUtcNow() >= _nextSweep)
        {
            _nextSweep = time.GetUtcNow() + options.RescanInterval;
            await sweep.RunAsync(cancellation);
        }
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        _waitsForPool = false;
        var open = await book.OpenAsync(Import.Uploads, cancellation);
        foreach (var import in open.Where(import => !_orders.ContainsKey(import.Id) && IsDue(import.Id)).OrderBy(import => import.DiscoveredAt))
        {
            if (_waitsForPool)
            {
                return;
            }

            await StartAsync(import, cancellation);
        }
    }

    private async Task StartAsync(Import import, CancellationToken cancellation)
    {
        if (FileIdentity.Of(bytes.Whole(import.Id)) is not { } identity)
        {
            await MissAsync(import, cancellation);
        }
        else if ((await directory.LookAsync(cancellation)).WhyNot(import.Name) is { } away)
        {
            PutOff(import.Id);
            await WaitAsync(import, Problems.FilesAway, away, cancellation);
        }
        else if (!readings.TryReserve(identity.Size))
        {
            _waitsForPool = true;
        }
        else if (room.TryReserve(identity.Size) is not { } holding)
        {
            readings.GiveBack(identity.Size);
            PutOff(import.Id);
            await WaitAsync(import, Problems.NoRoom, room.Lacking(import.Name, identity.Size), cancellation);
        }
        else
        {
            await ReadAsync(import, identity, holding, cancellation);
        }
    }

    private async Task ReadAsync(Import import, FileIdentity identity, RoomHolding holding, CancellationToken cancellation)
    {
        var isStarted = false;
        try
        {
            // The file's id is on record before the file is: so an interrupted import can be told from somebody else's file.
            var fileId = Data.Documents.Ids.New();
            var verifying = await book.UpdateAsync(
                import.Id, now => now with { State = ImportState.Verifying, FileId = fileId, Problem = null, Reason = null, Progress = 0 }, cancellation);
            if (verifying is not null)
            {
                _orders[import.Id] = readings.Start(verifying, fileId, bytes.Whole(import.Id), identity, holding);
                isStarted = true;
            }
        }
        finally
        {
            if (!isStarted)
            {
                readings.GiveBack(identity.Size);
                holding.Dispose();
            }
        }
    }

    /// <summary>Takes the outcome of a pass.</summary>
    private async Task FinishAsync(ImportOrder order, CancellationToken cancellation)
    {
        _orders.Remove(order.ImportId);
        if (await book.GetAsync(order.ImportId, cancellation) is not { } import)
        {
            Forget(order);
            return;
        }

        switch (order.Outcome)
        {
            case ImportOutcome.Verified verified:
                await StoreAsync(import, order, verified, cancellation);
                break;
            case ImportOutcome.EndsEarly ends:
                await RefuseAsync(import, now => now with { Problem = Problems.EndsEarly, Reason = UploadReasons.EndsEarly(import, ends), BrokenLine = ends.Line, BrokenByte = ends.Byte }, cancellation);
                break;
            case ImportOutcome.Damaged damaged:
                await RefuseAsync(import, now => now with { Problem = Problems.Of(import.Type, damaged), Reason = UploadReasons.Damaged(import, damaged), BrokenLine = damaged.Line, BrokenByte = damaged.Byte }, cancellation);
                break;
            case ImportOutcome.Failed failed:
                PutOff(import.Id);
                await WaitAsync(import, Problems.Failed, Reasons.Failed(import.Name, failed), cancellation);
                break;
            default:
                PutOff(import.Id);
                await WaitAsync(import, null, null, cancellation);
                break;
        }

        readings.End(order);
    }

    // Its document was removed while it was read: nobody wants it any more.
    private void Forget(ImportOrder order)
    {
        readings.End(order);
        bytes.RemoveWhole(order.ImportId);
        bytes.RemoveCopy(order.ImportId);
    }

    private async Task StoreAsync(Import import, ImportOrder order, ImportOutcome.Verified verified, CancellationToken cancellation)
    {
        try
        {
            var now = await ledger.CommitAsync(order, verified, cancellation);
            _retries.Remove(import.Id);
            if (now?.State is null or ImportState.Stored)
            {
                // Its bytes lie in the files directory. Those of a duplicate are kept for a while: somebody may want it all the same.
                bytes.RemoveWhole(import.Id);
            }
        }
        catch (Exception exception) when (exception is StoreException or IOException or UnauthorizedAccessException)
        {
            PutOff(import.Id);
            await (exception is FilesAwayException
                ? WaitAsync(import, Problems.FilesAway, exception.Message, cancellation)
                : WaitAsync(import, Problems.Failed, Reasons.Failed(import.Name, ImportPass.Failure(exception)), cancellation));
        }
    }

    private async Task RefuseAsync(Import import, Func<Import, Import> change, CancellationToken cancellation)
    {
        var refused = await book.UpdateAsync(
            import.Id,
            now => change(now) with { State = ImportState.Quarantined, FileId = null, Progress = 0, Settled = true, QuarantinedAt = time.GetUtcNow() },
            cancellation);
        if (refused is not null)
        {
            await sweep.MoveAsideAsync(refused);
        }
    }

    private async Task MissAsync(Import import, CancellationToken cancellation)
    {
        // It is being brought back from there at this moment.
        if (quarantine.Holds(import.Id))
        {
            PutOff(import.Id);
            return;
        }

        logger.LogWarning("The upload {Name} ({Id}) is gone from the data folder", import.Name, import.Id);
        await book.ForgetAsync(import.Id, cancellation);
    }

    private Task<Import?> WaitAsync(Import import, string? problem, string? reason, CancellationToken cancellation) => book.UpdateAsync(
        import.Id,
        now => now with { State = problem is null ? ImportState.Discovered : ImportState.Settling, Problem = problem, Reason = reason, FileId = null, Progress = 0 },
        cancellation);

    private bool IsDue(string id) => !_retries.TryGetValue(id, out var retry) || retry.At <= time.GetUtcNow();

    private void PutOff(string id)
    {
        var longest = options.RescanInterval > options.RetryDelay ? options.RescanInterval : options.RetryDelay;
        var failures = _retries.TryGetValue(id, out var retry) ? retry.Failures : 0;
        var delay = options.RetryDelay * Math.Pow(2, Math.Min(failures, 16));
        _retries[id] = (failures + 1, time.GetUtcNow() + (delay < longest ? delay : longest));
    }

    private TimeSpan NextWake()
    {
        var now = time.GetUtcNow();
        var at = _nextSweep;
        foreach (var due in _retries.Values.Select(retry => retry.At).Where(due => due > now).Append(readings.NextProgress ?? at).Append(_waitsForPool ? now + PoolInterval : at))
        {
            at = due < at ? due : at;
        }

        return at > now ? at - now : TimeSpan.FromMilliseconds(1);
    }
}
