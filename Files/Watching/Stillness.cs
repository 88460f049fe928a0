using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;

namespace Virtool.Files.Watching;

/// <summary>Whether a file that has been the same for a while may be read: nobody has it open for writing, and its run folder is complete.</summary>
internal sealed class Stillness(WatchedFolder folder, FolderPace pace, SightingBook sightings, FilesOptions options, TimeProvider time)
{
    private readonly OpenForWriting _writers = new(time);
    private readonly RunFolders _runs = new(folder.Path);
    private long _round;

    /// <summary>What was found is looked at anew: the processes and the run folders once in each round, however many files are due in it.</summary>
    public void Forget()
    {
        _runs.Forget();
        _round = time.GetTimestamp();
    }

    /// <summary>Whether it may be read now; else its import says what is waited for.</summary>
    public async Task<bool> IsReachedAsync(Sighting sighting, CancellationToken cancellation)
    {
        if (_writers.Holds(sighting.Identity))
        {
            await WaitForWriterAsync(sighting, cancellation);
            return false;
        }

        if (sighting.IsOpen && _runs.UnfinishedOf(sighting.Path) is { } run && time.GetUtcNow() < sighting.QuietSince + options.MarkerWait)
        {
            await WaitForMarkerAsync(sighting, run, cancellation);
            return false;
        }

        return true;
    }

    /// <summary>Whether somebody has it open for writing, as seen in this round; then it is waited for.</summary>
    public async Task<bool> IsWrittenAsync(Sighting sighting, CancellationToken cancellation)
    {
        if (!_writers.HoldsSince(sighting.Identity, _round))
        {
            return false;
        }

        await WaitForWriterAsync(sighting, cancellation);
        return true;
    }

    private async Task WaitForWriterAsync(Sighting sighting, CancellationToken cancellation)
    {
        sighting.QuietSince = time.GetUtcNow();
        sighting.RetryAt = sighting.QuietSince + pace.Settle;
        if (sighting.IsOpen && !sighting.IsUnfinished && !IsSaid(sighting, Problems.Growing))
        {
            await sightings.WaitAsync(sighting, Problems.Growing, Reasons.Growing(sighting.Name), cancellation);
        }
    }

    // The marker is looked for as often as the folder is looked through; a hint of it comes as such a look.
    private async Task WaitForMarkerAsync(Sighting sighting, string run, CancellationToken cancellation)
    {
        sighting.RetryAt = time.GetUtcNow() + pace.Interval;
        if (!IsSaid(sighting, Problems.NoMarker))
        {
            await sightings.WaitAsync(sighting, Problems.NoMarker, Reasons.NoMarker(sighting.Name, ReadsName.Safe(run), options.MarkerWait), cancellation);
        }
    }

    private static bool IsSaid(Sighting sighting, string problem) => sighting.Import.State == ImportState.Settling && sighting.Import.Problem == problem;
}
