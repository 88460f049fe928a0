using Virtool.Domain.Files;

namespace Virtool.Domain.Backups;

/// <summary>Goes through the files of a data folder for a backup: lists them with their hashes, and copies them where that is wanted.</summary>
/// <param name="data">The data folder.</param>
/// <param name="target">The folder to copy them into; null: they are not copied.</param>
/// <param name="expected">What documents speak of.</param>
/// <param name="report">Is told how far it is.</param>
internal sealed class FileInventory(DataFolder data, string? target, IReadOnlyList<ExpectedFile> expected, Action<string> report)
{
    /// <summary>Those that hold what people would miss; what jobs work with and what is only arriving is made again. Files move down this list.</summary>
    private static readonly string[] Folders = ["files", "samples", "references", "subtractions", "hmm", "uploaded", "quarantine", "trash", "logs"];

    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private readonly Dictionary<string, BackupFile> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExpectedFile> _known = expected.Where(file => file.Sha256 is not null).ToDictionary(file => file.Path, StringComparer.Ordinal);
    private readonly List<string> _damaged = [];

    /// <summary>The files.</summary>
    public IReadOnlyList<BackupFile> Files => [.. _taken.Values.OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>Those whose bytes are not what their document says.</summary>
    public IReadOnlyList<string> Damaged => _damaged;

    /// <summary>Takes all files; then again those that came, or were moved, meanwhile.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        for (var (count, isMore) = (0, true); isMore && count < 3; count++)
        {
            isMore = await TakeAllAsync(cancellation);
        }
    }

    /// <summary>What documents speak of and was not found, neither in its place nor, since it was moved meanwhile, in another.</summary>
    public IEnumerable<ExpectedFile> Absent()
    {
        var hashes = _taken.Values.Select(file => file.Sha256).ToHashSet();
        var folders = _taken.Keys.Select(path => path[..path.LastIndexOf('/')]).ToHashSet();
        return expected.Where(file => file.Sha256 is null ? !folders.Contains(file.Path) : !_taken.ContainsKey(file.Path) && !hashes.Contains(file.Sha256));
    }

    /// <summary>False where there was nothing new.</summary>
    private async Task<bool> TakeAllAsync(CancellationToken cancellation)
    {
        var isMore = false;
        foreach (var path in Folders.Select(folder => Path.Combine(data.Root, folder)).Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", All)))
        {
            var name = Path.GetRelativePath(data.Root, path).Replace(Path.DirectorySeparatorChar, '/');
            if (_taken.ContainsKey(name))
            {
                continue;
            }

            try
            {
                _taken.Add(name, await TakeAsync(path, name, cancellation));
                isMore = true;
                report($"The files: {_taken.Count:N0} done, {name} the last.");
            }
            catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
            {
                // It was moved or removed since it was listed: it is found elsewhere, or stands among the absent.
            }
        }

        return isMore;
    }

    private async Task<BackupFile> TakeAsync(string path, string name, CancellationToken cancellation)
    {
        var known = _known.GetValueOrDefault(name);
        if (target is null && known is not null && new FileInfo(path).Length == known.Size)
        {
            return new BackupFile(name, known.Size!.Value, known.Sha256!);
        }

        var file = (target is null ? await Hashing.OfAsync(path, cancellation) : await Hashing.CopyAsync(path, Path.Combine(target, name), cancellation)) with { Path = name };
        if (known is not null && (file.Size, file.Sha256) != (known.Size, known.Sha256))
        {
            _damaged.Add(name);
        }

        return file;
    }
}
