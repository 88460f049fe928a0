using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;

namespace Virtool.Files.Watching;

/// <summary>Writes to the imports what becomes of sightings.</summary>
internal sealed class SightingBook(WatchedFolder folder, FolderScan scan, ImportBook book, FilesOptions options, TimeProvider time)
{
    /// <summary>Sightings of files that are seen for the first time, with their imports, known or new.</summary>
    public async Task<IReadOnlyList<Sighting>> SightAsync(IReadOnlyList<(string Path, FileIdentity Identity)> files, CancellationToken cancellation)
    {
        var imports = await book.SightAsync(folder.Id, [.. files.Select(file => Found(file.Path, file.Identity))], cancellation);
        return [.. files.Zip(imports, (file, import) => new Sighting(file.Path, file.Identity, import, import.ChangedAt))];
    }

    /// <summary>The imports that stand for what lies at the paths now.</summary>
    public async Task WriteAsync(IReadOnlyList<Sighting> sightings, CancellationToken cancellation)
    {
        var imports = await book.SightAsync(folder.Id, [.. sightings.Select(sighting => Found(sighting.Path, sighting.Identity))], cancellation);
        foreach (var (sighting, import) in sightings.Zip(imports))
        {
            sighting.Import = import;
            sighting.Unwritten = false;
            sighting.WrittenAt = time.GetUtcNow();
        }
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
            await WriteAsync([sighting], cancellation);
        }
    }

    /// <summary>Changes the imports of several at once.</summary>
    public async Task ChangeAsync(IReadOnlyList<Sighting> sightings, Func<Import, Import> change, CancellationToken cancellation)
    {
        if (sightings.Count > 1 && await book.TryReplaceAsync([.. sightings.Select(sighting => change(sighting.Import))], cancellation) is { } replaced)
        {
            foreach (var (sighting, import) in sightings.Zip(replaced))
            {
                sighting.Import = import;
            }

            return;
        }

        foreach (var sighting in sightings)
        {
            await ChangeAsync(sighting, change, cancellation);
        }
    }

    /// <summary>It stays where it is, for a reason.</summary>
    public Task WaitAsync(Sighting sighting, string problem, string reason, CancellationToken cancellation) => ChangeAsync(
        sighting, import => import with { State = ImportState.Settling, Problem = problem, Reason = reason, FileId = null, Progress = 0 }, cancellation);

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

    private FoundFile Found(string path, FileIdentity identity) => new(ReadsName.Below(folder.Path, path), identity, scan.TypeOf(path) ?? FileType.Reads);
}
