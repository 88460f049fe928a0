using Microsoft.Extensions.Logging;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;

namespace Virtool.Files.Watching;

/// <summary>
/// Checksum files follow the files that they speak of: when the originals of all of them were moved or removed as the folder is set to, the
/// checksums go the same way. One that speaks of a file that is still there, that was never imported, or that lies elsewhere, stays; so does one
/// that is not understood.
/// </summary>
internal sealed class ChecksumFiles(WatchedFolder folder, FolderScan scan, ImportBook book, TimeProvider time, ILogger<ChecksumFiles> logger)
{
    private readonly ImportedFolder _imported = new(folder.Path);

    /// <summary>After an original has gone: its own checksums.</summary>
    public async Task FollowAsync(string original, CancellationToken cancellation)
    {
        foreach (var path in Checksums.Endings.Select(ending => original + ending))
        {
            await LookAsync(path, cancellation);
        }
    }

    /// <summary>Looks through all: lists of several files, and what a stop of the server left.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        if (folder.Original == OriginalFate.Leave)
        {
            return;
        }

        foreach (var path in scan.Checksums().Where(path => !FileIdentity.Exists(path[..path.LastIndexOf('.')])).ToList())
        {
            await LookAsync(path, cancellation);
        }
    }

    private async Task LookAsync(string path, CancellationToken cancellation)
    {
        try
        {
            if (await FateAsync(path, cancellation) is { } fate && PlainPath.Is(folder.Path, path))
            {
                Take(path, fate);
                logger.LogInformation("{File} speaks of no file that is still there; it was {Done}", path, fate == OriginalFate.Delete ? "removed" : "moved to the folder of imported files");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("{File} cannot be taken away: {Why}", path, exception.Message);
        }
    }

    private void Take(string path, OriginalFate fate)
    {
        if (fate == OriginalFate.Delete)
        {
            File.Delete(path);
        }
        else
        {
            _imported.Take(path);
        }
    }

    // What is being written may be about to speak of more files.
    private async Task<OriginalFate?> FateAsync(string path, CancellationToken cancellation)
    {
        if (FileIdentity.Of(path) is not { } identity || IsFresh(identity) || Checksums.FilesOf(folder.Path, path) is not { Count: > 0 } files || files.Any(FileIdentity.Exists))
        {
            return null;
        }

        var names = files.Select(file => ReadsName.Below(folder.Path, file)).ToHashSet(StringComparer.Ordinal);
        var gone = (await book.GoneAsync(folder.Id, names, cancellation)).ToLookup(import => import.Name, import => import.Original);
        return !names.All(gone.Contains) ? null
            : gone.SelectMany(fates => fates).Contains(OriginalFate.Move) ? OriginalFate.Move
            : OriginalFate.Delete;
    }

    private bool IsFresh(FileIdentity identity) =>
        time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(identity.Modified / 1_000_000) < TimeSpan.FromSeconds(folder.SettleSeconds);
}
