using Virtool.Data.Documents;
using Virtool.Domain.Files;
using Virtool.Files.Importing;

namespace Virtool.Files.Watching;

/// <summary>
/// What a file of a watched folder needs before it is read: the files directory, a place among those that are read, and room on the disk. Where it
/// gets them not, its import says what is waited for. Not thread-safe; its folder's desk alone uses it.
/// </summary>
internal sealed class Places(SightingBook sightings, Readings readings, FilesDirectory directory, DiskRoom room, FilesOptions options, TimeProvider time)
{
    /// <summary>Every place among those that are read is taken, as of this round.</summary>
    public bool AreTaken { get; private set; }

    /// <summary>A new round begins.</summary>
    public void Forget() => AreTaken = false;

    /// <summary>Takes what a file needs; true where it has it, and then <see cref="StartAsync"/> follows.</summary>
    public async Task<bool> TryTakeAsync(Sighting sighting, CancellationToken cancellation)
    {
        if ((await directory.LookAsync(cancellation)).WhyNot(sighting.Name) is { } away)
        {
            await WaitAsync(sighting, Problems.FilesAway, away, cancellation);
            return false;
        }

        AreTaken = !readings.TryReserve(sighting.Identity.Size);
        if (AreTaken)
        {
            return false;
        }

        sighting.Room = room.TryReserve(sighting.Identity.Size);
        if (sighting.Room is null)
        {
            readings.GiveBack(sighting.Identity.Size);
            await WaitAsync(sighting, Problems.NoRoom, room.Lacking(sighting.Name, sighting.Identity.Size), cancellation);
        }

        return sighting.Room is not null;
    }

    /// <summary>Has files read that have what they need; where that cannot be written down, they give it back.</summary>
    public async Task StartAsync(IReadOnlyList<Sighting> starting, CancellationToken cancellation)
    {
        var started = 0;
        try
        {
            // The file's id is on record before the file is: so an interrupted import can be told from somebody else's file.
            await sightings.ChangeAsync(
                starting, import => import with { State = ImportState.Verifying, FileId = Ids.New(), Problem = null, Reason = null, Progress = 0 }, cancellation);
            foreach (var sighting in starting)
            {
                sighting.ReadAgain = false;
                sighting.Order = readings.Start(sighting.Import, sighting.Import.FileId!, sighting.Path, sighting.Identity, sighting.Room!);
                sighting.Room = null;
                started++;
            }
        }
        finally
        {
            foreach (var sighting in starting.Skip(started))
            {
                readings.GiveBack(sighting.Identity.Size);
                sighting.Room?.Dispose();
                sighting.Room = null;
            }
        }
    }

    private async Task WaitAsync(Sighting sighting, string problem, string why, CancellationToken cancellation)
    {
        sighting.RetryAt = time.GetUtcNow() + options.RetryDelay;
        if (sighting.Import.Problem != problem)
        {
            await sightings.WaitAsync(sighting, problem, why, cancellation);
        }
    }
}
