using System.Globalization;
using Microsoft.Extensions.Logging;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;
using Virtool.Files.Native;

namespace Virtool.Files.Watching;

/// <summary>
/// Does with the originals of imported files what the folder was set to when they were imported: after the commit, and only with what was
/// imported. The file first, then its document: after a crash in between, <see cref="CatchUpAsync"/> writes what was done.
/// </summary>
internal sealed class Originals(WatchedFolder folder, ImportBook book, ILogger<Originals> logger)
{
    private readonly string _imported = Path.Combine(folder.Path, FolderScan.Imported);

    /// <summary>Moves or removes an original; its import says so afterwards.</summary>
    /// <returns>False where another file lies there by now, which stays.</returns>
    /// <exception cref="IOException">The system refused.</exception>
    /// <exception cref="UnauthorizedAccessException">The server may not.</exception>
    public async Task<bool> TakeAsync(Sighting sighting, CancellationToken cancellation)
    {
        var fate = sighting.Import.Fate;
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
        return true;
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

    private bool TryMove(Sighting sighting)
    {
        var target = MoveInto(sighting.Path);
        if (FileIdentity.Of(target) == sighting.Identity)
        {
            return true;
        }

        // It was replaced in the last moment: what came is not imported yet, and goes back, unless a third came meanwhile.
        if (!Move(target, sighting.Path))
        {
            logger.LogWarning("{File} was replaced while it was moved: what was moved lies in {Target}", sighting.Path, target);
        }

        return false;
    }

    private string MoveInto(string path)
    {
        var name = Path.GetRelativePath(folder.Path, path);
        var target = Path.Combine(_imported, name);
        for (var number = 2; ; number++)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Move(path, target))
            {
                return target;
            }

            target = Path.Combine(_imported, number.ToString(CultureInfo.InvariantCulture), name);
        }
    }

    /// <summary>Moves; false where the target is taken.</summary>
    private static bool Move(string path, string target)
    {
        if (OperatingSystem.IsLinux() && Libc.TryRename(path, target) is { } renamed)
        {
            return renamed;
        }

        if (File.Exists(target))
        {
            return false;
        }

        File.Move(path, target);
        return true;
    }
}
