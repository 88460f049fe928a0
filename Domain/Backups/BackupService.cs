using Virtool.Data.Copies;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Backups;

/// <summary>Makes backups, beside a running server or without one.</summary>
/// <param name="copier">Copies the database.</param>
/// <param name="expected">Knows which files documents speak of.</param>
/// <param name="data">The data folder.</param>
/// <param name="clock">The clock.</param>
public sealed class BackupService(IDatabaseCopier copier, ExpectedFiles expected, DataFolder data, TimeProvider clock)
{
    /// <summary>
    /// Makes a backup: all documents as they are at one moment after the call, the data protection keys, and a list of all files with their
    /// hashes. It gets its name when it is whole; until then it stands beside, as <c>NAME.unfinished</c>. Nobody but the user can read it.
    /// </summary>
    /// <param name="folder">The backup's folder; new, or empty.</param>
    /// <param name="holdsFiles">Whether the files are copied into it.</param>
    /// <param name="schema">The schema of the documents, which is checked.</param>
    /// <param name="program">This program's version.</param>
    /// <param name="report">Is told now and then how far it is, in a sentence.</param>
    /// <param name="cancellation">Stops, and removes what was made.</param>
    /// <returns>The manifest. Files that are missing or damaged stand in it: the backup is made nevertheless.</returns>
    /// <exception cref="RefusedException">The folder cannot be taken.</exception>
    /// <exception cref="StoreException">The database cannot be copied.</exception>
    public async Task<BackupManifest> RunAsync(string folder, bool holdsFiles, int schema, string program, Action<string> report, CancellationToken cancellation = default)
    {
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        Clear(place);
        var unfinished = new BackupFolder(place + ".unfinished");
        await using var taken = Take(unfinished.Root);
        try
        {
            var manifest = await FillAsync(unfinished, holdsFiles, schema, program, report, cancellation);
            File.Delete(taken.Name);
            Directory.Move(unfinished.Root, place);
            return manifest;
        }
        catch (Exception error)
        {
            Directory.Delete(unfinished.Root, recursive: true);
            if (error is IOException or UnauthorizedAccessException)
            {
                throw new RefusedException(
                    $"The backup {place} could not be made: {error.Message} Nothing is left of it. Make room there or name another disk, and run it as the user of the server.");
            }

            throw;
        }
    }

    private async Task<BackupManifest> FillAsync(
        BackupFolder backup, bool holdsFiles, int schema, string program, Action<string> report, CancellationToken cancellation)
    {
        var began = clock.GetUtcNow();
        Directory.CreateDirectory(backup.Database);
        var position = await copier.CopyAsync(backup.Database, report, cancellation);
        var keys = await KeysAsync(backup, cancellation);

        // After the documents: a file that comes meanwhile is one too many, not one too few.
        var inventory = new FileInventory(data, holdsFiles ? backup.Files : null, expected.In(backup.Database), report);
        await inventory.RunAsync(cancellation);
        var (missing, removed) = (new List<string>(), new List<string>());
        foreach (var absent in inventory.Absent())
        {
            (await absent.IsStillWanted(cancellation) ? missing : removed).Add(absent.Path);
        }

        var manifest = new BackupManifest
        {
            ProgramVersion = program,
            SchemaVersion = schema,
            Engine = copier.Engine,
            CreatedAt = began,
            Position = position,
            Database = await ListAsync(backup.Database, cancellation),
            Keys = keys,
            Files = inventory.Files,
            HoldsFiles = holdsFiles,
            Missing = missing,
            Damaged = inventory.Damaged,
            Removed = removed,
        };
        await backup.WriteAsync(manifest, cancellation);
        return manifest;
    }

    private async Task<IReadOnlyList<BackupFile>> KeysAsync(BackupFolder backup, CancellationToken cancellation)
    {
        Directory.CreateDirectory(backup.Keys);
        var keys = new List<BackupFile>();
        foreach (var key in Directory.Exists(data.Keys) ? Directory.GetFiles(data.Keys, "*.xml") : [])
        {
            keys.Add(await Hashing.CopyAsync(key, Path.Combine(backup.Keys, Path.GetFileName(key)), cancellation));
        }

        return keys;
    }

    private static async Task<IReadOnlyList<BackupFile>> ListAsync(string folder, CancellationToken cancellation)
    {
        var files = new List<BackupFile>();
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            files.Add(await Hashing.OfAsync(file, cancellation));
        }

        return files;
    }

    private static void Clear(string place)
    {
        try
        {
            if (File.Exists(place) || (Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).Any()))
            {
                throw new RefusedException($"{place} is there already, and is not empty. Name a new folder for each backup.");
            }

            if (Directory.Exists(place))
            {
                Directory.Delete(place);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"{place} cannot be taken for a backup: {error.Message} Name a new folder, below one that may be written to.");
        }
    }

    /// <summary>Takes the place of a backup that is being made; what a broken-off one left there is removed.</summary>
    private static FileStream Take(string place)
    {
        try
        {
            PrivateFolder.Make(place);
            var taken = new FileStream(Path.Combine(place, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            foreach (var entry in new DirectoryInfo(place).EnumerateFileSystemInfos().Where(entry => entry.FullName != taken.Name))
            {
                Remove(entry);
            }

            return taken;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"{place} cannot be written to, or another backup is being made there: {error.Message} Name another folder, or try again later.");
        }
    }

    private static void Remove(FileSystemInfo entry)
    {
        if (entry is DirectoryInfo folder)
        {
            folder.Delete(recursive: true);
        }
        else
        {
            entry.Delete();
        }
    }
}
