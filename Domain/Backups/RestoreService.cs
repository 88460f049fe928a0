using Virtool.Data.Copies;
using Virtool.Data.Ownership;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Migrations;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Backups;

/// <summary>Restores backups into an empty data folder, and on MongoDB an empty database.</summary>
/// <param name="copier">Restores the database.</param>
/// <param name="ownership">Who owns the data.</param>
/// <param name="data">The data folder.</param>
/// <param name="migrations">Every migration: they tell the newest schema.</param>
public sealed class RestoreService(IDatabaseCopier copier, IOwnership ownership, DataFolder data, IEnumerable<IMigration> migrations)
{
    private const string MissingName = "missing-files.sha256";

    /// <summary>What may lie in a data folder, and on a disk, without its being in use.</summary>
    private static readonly string[] Nothing = ["lock", "lock.pid", "lost+found"];

    /// <summary>
    /// Restores a backup whose every byte is checked. Documents of an older schema stay as they are until a server starts on them. What was
    /// begun and cannot be ended is removed again from the data folder.
    /// </summary>
    /// <param name="folder">The backup.</param>
    /// <param name="report">Is told now and then how far it is, in a sentence.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>
    /// The manifest, and the list that was written of the files that the documents speak of and that are not here now, in the form of
    /// <c>sha256sum</c>; null where all are here.
    /// </returns>
    /// <exception cref="RefusedException">The backup is not whole, damaged, newer or of another engine; or the target is in use or not empty.</exception>
    /// <exception cref="StoreException">The database cannot be restored.</exception>
    public async Task<(BackupManifest Manifest, string? MissingFiles)> RunAsync(string folder, Action<string> report, CancellationToken cancellation = default)
    {
        var backup = new BackupFolder(folder);
        var manifest = await backup.ReadAsync(cancellation);
        Fits(backup, manifest);
        await CheckAsync(backup, manifest, cancellation);
        await RequireEmptyAsync(cancellation);
        if (await ownership.TryTakeAsync(cancellation) is null)
        {
            throw new RefusedException($"{ownership.Other ?? "Another server"} uses this database. Stop it, or restore into another one.");
        }

        Directory.CreateDirectory(data.Root);
        try
        {
            await Hashing.WriteAsync(RestoreMark.In(data), [], cancellation);
            await CopyAsync(backup, manifest, report, cancellation);
            var missing = await ListMissingAsync(manifest, cancellation);
            var unfinished = new SchemaVersion { Id = SchemaVersion.OnlyId, Version = manifest.SchemaVersion, Restoring = true };
            await copier.RestoreAsync(backup.Database, new Write.Insert(SchemaVersion.Collection, unfinished), report, cancellation);
            File.Delete(RestoreMark.In(data));
            return (manifest, missing);
        }
        catch (Exception error)
        {
            Empty();
            if (error is IOException or UnauthorizedAccessException)
            {
                throw new RefusedException(
                    $"The backup could not be restored into {data.Root}: {error.Message} Nothing is left there. Make room or name another disk, and see that this user may read the backup and write there.");
            }

            throw;
        }
    }

    private void Fits(BackupFolder backup, BackupManifest manifest)
    {
        var newest = Migrator.First + migrations.Count();
        if (manifest.SchemaVersion > newest)
        {
            throw new RefusedException(
                $"The documents of the backup {backup.Root} are of schema {manifest.SchemaVersion}, and this version of Virtool knows schemas up to {newest}: version {manifest.ProgramVersion} made it. Restore it with that version or a later one.");
        }

        if (manifest.Engine != copier.Engine)
        {
            throw new RefusedException(
                $"The backup {backup.Root} is of the {manifest.Engine} database, and Database:ConnectionString names the {copier.Engine} one. Restore it with the setting that it was made with.");
        }
    }

    private static async Task CheckAsync(BackupFolder backup, BackupManifest manifest, CancellationToken cancellation)
    {
        foreach (var (folder, file) in manifest.Database.Select(file => (backup.Database, file)).Concat(manifest.Keys.Select(file => (backup.Keys, file))))
        {
            await BackupFolder.CheckAsync(folder, file, cancellation);
        }

        // Their bytes are checked while they are copied, so that they are read once.
        foreach (var file in manifest.HoldsFiles ? manifest.Files : [])
        {
            BackupFolder.CheckSize(backup.Files, file);
        }
    }

    private async Task RequireEmptyAsync(CancellationToken cancellation)
    {
        RestoreMark.Refuse(data);
        if (Directory.Exists(data.Root) && Directory.EnumerateFileSystemEntries(data.Root).FirstOrDefault(entry => !Nothing.Contains(Path.GetFileName(entry))) is { } first)
        {
            throw new RefusedException($"The data folder {data.Root} is not empty: it holds {Path.GetFileName(first)}. Nothing was restored: name an empty or a new folder with --data.");
        }

        if (!await copier.IsEmptyAsync(cancellation))
        {
            throw new RefusedException("The database is not empty. Nothing was restored: name a new one with Database:Name, or drop this one.");
        }
    }

    private async Task CopyAsync(BackupFolder backup, BackupManifest manifest, Action<string> report, CancellationToken cancellation)
    {
        PrivateFolder.Make(data.Keys);
        foreach (var key in manifest.Keys)
        {
            await CopyAsync(backup.Keys, key, data.Keys, cancellation);
        }

        foreach (var (done, file) in (manifest.HoldsFiles ? manifest.Files : []).Index())
        {
            await CopyAsync(backup.Files, file, data.Root, cancellation);
            report($"The files: {done + 1:N0} of {manifest.Files.Count:N0} are restored.");
        }
    }

    private static async Task CopyAsync(string from, BackupFile file, string to, CancellationToken cancellation)
    {
        var source = BackupFolder.CheckSize(from, file);
        var copied = await Hashing.CopyAsync(source, Path.Combine(to, file.Path), cancellation);
        if ((copied.Size, copied.Sha256) != (file.Size, file.Sha256))
        {
            throw BackupFolder.Damaged(source);
        }
    }

    /// <summary>Says which files have to be put into the folder, so that <c>sha256sum --check</c> can tell whether they are.</summary>
    private async Task<string?> ListMissingAsync(BackupManifest manifest, CancellationToken cancellation)
    {
        if (manifest.HoldsFiles || manifest.Files.Count == 0)
        {
            return null;
        }

        var list = Path.Combine(data.Root, MissingName);
        await Hashing.WriteAsync(list, System.Text.Encoding.UTF8.GetBytes(string.Concat(manifest.Files.Select(file => $"{file.Sha256}  {file.Path}\n"))), cancellation);
        return list;
    }

    /// <summary>Removes what was restored; the folder was empty before.</summary>
    private void Empty()
    {
        var entries = new DirectoryInfo(data.Root).EnumerateFileSystemInfos().Where(entry => !Nothing.Contains(entry.Name) && entry.FullName != RestoreMark.In(data));
        foreach (var entry in entries.ToArray())
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

        File.Delete(RestoreMark.In(data));
    }
}
