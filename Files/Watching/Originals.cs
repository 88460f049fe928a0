using Microsoft.Extensions.Logging;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;

namespace Virtool.Files.Watching;

/// <summary>
/// Does with the originals of imported files what the folder was set to when they were imported: after the commit, and only with what was
/// imported. The file first, then its document: after a crash in between, <see cref="CatchUpAsync"/> writes what was done.
/// </summary>
internal sealed class Originals(
    WatchedFolder folder, ImportBook book, SightingBook sightings, Stillness stillness, Verdicts verdicts, ChecksumFiles checksums, ILogger<Originals> logger)
{
    private readonly ImportedFolder _imported = new(folder.Path);

    /// <summary>Moves or removes an original, and its checksums; its import says so afterwards. What the system refuses is tried again later.</summary>
    /// <returns>True where it is gone; false where another file lies there by now, which stays; null where it has to wait.</returns>
    public async Task<bool?> TryTakeAsync(Sighting sighting, CancellationToken cancellation)
    {
        if (await stillness.IsWrittenAsync(sighting, cancellation) || !await verdicts.MayGoAsync(sighting, cancellation))
        {
            return null;
        }

        try
        {
            return await TakeAsync(sighting, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            sightings.PutOff(sighting);
            logger.LogWarning("{File} is imported, but its original cannot be taken away: {Why}", sighting.Path, exception.Message);
            return null;
        }
    }

    /// <summary>After the first look through all: originals that are gone as they should, but of which no document says so.</summary>
    /// <param name="here">The imports of files that are there.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task CatchUpAsync(IReadOnlySet<string> here, CancellationToken cancellation)
    {
        foreach (var import in await book.ToGoAsync(folder.Id, cancellation))
        {
            if (!here.Contains(import.Id))
            {
                await book.UpdateAsync(import.Id, now => now with { Original = now.Fate }, cancellation);
            }
        }
    }

    /// <summary>At each look through all: checksums of which nothing is there any more.</summary>
    public Task FollowAsync(CancellationToken cancellation) => checksums.LookAsync(cancellation);

    private async Task<bool> TakeAsync(Sighting sighting, CancellationToken cancellation)
    {
        var fate = sighting.Import.Fate;
        if (!PlainPath.Is(folder.Path, sighting.Path))
        {
            return false;
        }

        if (fate == OriginalFate.Delete)
        {
            File.Delete(sighting.Path);
        }
        else if (!await Task.Run(() => TryMove(sighting), CancellationToken.None))
        {
            return false;
        }

        logger.LogInformation("{File} is imported; its original was {Done}", sighting.Path, fate == OriginalFate.Delete ? "removed" : "moved to the folder of imported files");
        await book.UpdateAsync(sighting.Import.Id, import => import with { Original = fate }, cancellation);
        await checksums.FollowAsync(sighting.Path, cancellation);
        return true;
    }

    private bool TryMove(Sighting sighting)
    {
        var target = _imported.Take(sighting.Path);
        if (FileIdentity.Of(target) == sighting.Identity)
        {
            return true;
        }

        // It was replaced in the last moment: what came is not imported yet, and goes back, unless a third came meanwhile.
        if (!ImportedFolder.Move(target, sighting.Path))
        {
            logger.LogWarning("{File} was replaced while it was moved: what was moved lies in {Target}", sighting.Path, target);
        }

        return false;
    }
}
