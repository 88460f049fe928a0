using Microsoft.Extensions.Logging;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;

namespace Virtool.Files.Watching;

/// <summary>What becomes of a file that was read: it is stored, waits where it is, or is moved aside.</summary>
internal sealed class Verdicts(
    WatchedFolder folder,
    SightingBook sightings,
    Stillness stillness,
    ImportLedger ledger,
    QuarantineFolder quarantine,
    FilesOptions options,
    TimeProvider time,
    ILogger<Verdicts> logger)
{
    /// <summary>Stores what is right. What cannot be stored now is tried again.</summary>
    public async Task StoreAsync(IReadOnlyList<(Sighting Sighting, Arrived Arrived)> arrived, CancellationToken cancellation)
    {
        var committed = await ledger.CommitAsync([.. arrived.Select(one => one.Arrived)], folder.Original, cancellation);
        foreach (var ((sighting, _), (import, failure)) in arrived.Zip(committed))
        {
            if (failure is FilesAwayException)
            {
                sightings.PutOff(sighting);
                await sightings.WaitAsync(sighting, Problems.FilesAway, failure.Message, cancellation);
                continue;
            }

            if (failure is not null)
            {
                await sightings.RetryAsync(sighting, Reasons.Failed(sighting.Name, ImportPass.Failure(failure)), cancellation);
                continue;
            }

            sighting.Import = import ?? sighting.Import with { State = ImportState.Discovered };
            sighting.Failures = 0;
            sighting.RetryAt = default;
        }
    }

    /// <summary>Deals with a file that is not stored.</summary>
    public async Task DecideAsync(Sighting sighting, ImportOutcome outcome, CancellationToken cancellation)
    {
        switch (outcome)
        {
            case ImportOutcome.EndsEarly ends:
                await WaitAsync(sighting, Problems.EndsEarly, Reasons.EndsEarly(sighting.Name, ends), ends.Line, ends.Byte, cancellation);
                break;
            case ImportOutcome.WrongSum { MayGrow: true } wrong:
                await WaitAsync(sighting, Problems.Checksum, Reasons.WrongSum(sighting.Name, wrong), null, null, cancellation);
                break;
            case ImportOutcome.WrongSum wrong:
                await RefuseAsync(sighting, Problems.Checksum, Reasons.WrongSum(sighting.Name, wrong), null, null, cancellation);
                break;
            case ImportOutcome.Damaged damaged:
                await RefuseAsync(sighting, Problems.Of(sighting.Import.Type, damaged), Reasons.Damaged(sighting.Name, sighting.Import.Type, damaged), damaged.Line, damaged.Byte, cancellation);
                break;
            case ImportOutcome.Failed failed:
                await sightings.RetryAsync(sighting, Reasons.Failed(sighting.Name, failed), cancellation);
                break;
            case ImportOutcome.Changed:
                sighting.QuietSince = time.GetUtcNow();
                await sightings.WaitAsync(sighting, Problems.Growing, Reasons.Growing(sighting.Name), cancellation);
                break;
        }
    }

    /// <summary>It was unfinished, and has not changed for too long.</summary>
    public Task GiveUpAsync(Sighting sighting, CancellationToken cancellation) => RefuseAsync(
        sighting,
        sighting.Import.Problem!,
        Reasons.NeverEnded(sighting.Import.Reason ?? "", options.EndsEarlyWait),
        sighting.Import.BrokenLine,
        sighting.Import.BrokenByte,
        cancellation);

    /// <summary>Moves a refused file to the quarantine; true where it lies there now.</summary>
    public async Task<bool> MoveAsideAsync(Sighting sighting, CancellationToken cancellation)
    {
        if (await stillness.IsWrittenAsync(sighting, cancellation))
        {
            return false;
        }

        try
        {
            // To another volume this copies: it must not hold up the loop's thread.
            await Task.Run(() => quarantine.Take(sighting.Path, sighting.Import.Id), CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            sightings.PutOff(sighting);
            logger.LogWarning("{File} cannot be moved to the quarantine: {Why}", sighting.Path, exception.Message);
            return false;
        }

        // Somebody may have asked for it again, as soon as it lay there.
        await sightings.ChangeAsync(sighting, import => import.State == ImportState.Quarantined ? import with { QuarantinedAt = time.GetUtcNow() } : import, cancellation);
        return true;
    }

    /// <summary>
    /// Whether the original may go as the folder is set. Not that of a duplicate whose bytes are kept nowhere else any more: it is looked at from
    /// the beginning, and imported.
    /// </summary>
    public async Task<bool> MayGoAsync(Sighting sighting, CancellationToken cancellation)
    {
        if (sighting.Import is not { State: ImportState.Duplicate, SameAs: { } same } || await ledger.KeepsAsync(same, cancellation))
        {
            return true;
        }

        await sightings.ChangeAsync(sighting, import => import.BeginAgain(time.GetUtcNow(), anyway: false), cancellation);
        return false;
    }

    private Task WaitAsync(Sighting sighting, string problem, string reason, long? line, long? at, CancellationToken cancellation) => sightings.ChangeAsync(
        sighting,
        import => Unstored(import, problem, reason, line, at) with { State = ImportState.Settling },
        cancellation);

    // That it is refused is written before it is moved: so a move that a crash cut short is done again.
    private async Task RefuseAsync(Sighting sighting, string problem, string reason, long? line, long? at, CancellationToken cancellation)
    {
        if (await stillness.IsWrittenAsync(sighting, cancellation))
        {
            return;
        }

        sighting.RetryAt = default;
        await sightings.ChangeAsync(
            sighting,
            import => Unstored(import, problem, reason, line, at) with { State = ImportState.Quarantined, Settled = true },
            cancellation);
    }

    private static Import Unstored(Import import, string problem, string reason, long? line, long? at) => import with
    {
        Problem = problem,
        Reason = reason,
        BrokenLine = line,
        BrokenByte = at,
        FileId = null,
        Progress = 0,
    };
}
