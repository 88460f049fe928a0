using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;

namespace Virtool.Files.Watching;

/// <summary>Writes to the imports what becomes of sightings.</summary>
internal sealed class SightingBook(WatchedFolder folder, ImportBook book, FilesOptions options, TimeProvider time)
{
    /// <summary>The import that stands for what lies at the path now.</summary>
    public async Task WriteAsync(Sighting sighting, CancellationToken cancellation)
    {
        var name = ReadsName.Below(folder.Path, sighting.Path);
        sighting.Import = (await book.SightAsync(folder.Id, [(name, sighting.Identity)], cancellation))[0];
        sighting.Unwritten = false;
        sighting.WrittenAt = time.GetUtcNow();
    }

    /// <summary>Changes its import.</summary>
    public async Task ChangeAsync(Sighting sighting, Func<Import, Import> change, CancellationToken cancellation)
    {
        while (true)
        {
            if (await book.UpdateAsync(sighting.Import.Id, change, cancellation) is { } changed)
            {
                sighting.Import = changed;
                return;
            }

            // Somebody has removed the document: the file is here, so it gets one again.
            await WriteAsync(sighting, cancellation);
        }
    }

    /// <summary>It stays where it is, for a reason.</summary>
    public Task WaitAsync(Sighting sighting, string problem, string reason, CancellationToken cancellation) =>
        ChangeAsync(sighting, import => import with { State = ImportState.Settling, Problem = problem, Reason = reason, FileId = null, Progress = 0 }, cancellation);

    /// <summary>The disk failed, or the rights: it is tried again, after longer and longer.</summary>
    public Task RetryAsync(Sighting sighting, string reason, CancellationToken cancellation)
    {
        PutOff(sighting);
        return WaitAsync(sighting, Problems.Failed, reason, cancellation);
    }

    /// <summary>The next try comes later than the one before.</summary>
    public void PutOff(Sighting sighting)
    {
        var longest = options.RescanInterval > options.RetryDelay ? options.RescanInterval : options.RetryDelay;
        var delay = options.RetryDelay * Math.Pow(2, Math.Min(sighting.Failures++, 16));
        sighting.RetryAt = time.GetUtcNow() + (delay < longest ? delay : longest);
    }
}
