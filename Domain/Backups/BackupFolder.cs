using System.Security.Cryptography;
using System.Text.Json;
using Virtool.Data.Documents;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Backups;

/// <summary>A backup on disk: its manifest, the manifest's hash, and below them what it holds.</summary>
/// <param name="root">The folder.</param>
public sealed class BackupFolder(string root)
{
    private const string ManifestName = "manifest.json";
    private const string HashName = "manifest.json.sha256";

    private static readonly JsonSerializerOptions Form = new(Json.Stored) { WriteIndented = true };

    /// <summary>The folder, absolute.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>The copy of the database.</summary>
    public string Database => Path.Combine(Root, "database");

    /// <summary>The data protection keys.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>The files of the data folder, as they lie there.</summary>
    public string Files => Path.Combine(Root, "files");

    /// <summary>Writes the manifest, and at last its hash, in the form of <c>sha256sum</c>: with it the backup is whole.</summary>
    public async Task WriteAsync(BackupManifest manifest, CancellationToken cancellation)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(manifest, Form);
        await Hashing.WriteAsync(Path.Combine(Root, ManifestName), text, cancellation);
        var line = $"{Convert.ToHexStringLower(SHA256.HashData(text))}  {ManifestName}\n";
        await Hashing.WriteAsync(Path.Combine(Root, HashName), System.Text.Encoding.ASCII.GetBytes(line), cancellation);
    }

    /// <summary>Reads the manifest.</summary>
    /// <exception cref="RefusedException">The folder is no backup, is not whole, is damaged, or was made by a newer version.</exception>
    public async Task<BackupManifest> ReadAsync(CancellationToken cancellation)
    {
        var (manifest, hash) = (Path.Combine(Root, ManifestName), Path.Combine(Root, HashName));
        if (!File.Exists(manifest) || !File.Exists(hash))
        {
            throw new RefusedException($"{Root} is no backup, or one that was broken off before it was whole. Nothing was restored: name a folder that virtool admin backup has finished.");
        }

        var text = await File.ReadAllBytesAsync(manifest, cancellation);
        var wanted = (await File.ReadAllTextAsync(hash, cancellation)).Split(' ')[0];
        if (Convert.ToHexStringLower(SHA256.HashData(text)) != wanted)
        {
            throw Damaged(manifest);
        }

        using var form = JsonDocument.Parse(text);
        var format = form.RootElement.GetProperty("format").GetInt32();
        return format > BackupManifest.Newest
            ? throw new RefusedException($"The backup {Root} is of form {format}, and this version of Virtool knows forms up to {BackupManifest.Newest}: a newer version made it. Restore it with that version.")
            : form.Deserialize<BackupManifest>(Form)!;
    }

    /// <summary>Checks that a file of the backup is there and has its bytes.</summary>
    /// <exception cref="RefusedException">It is not.</exception>
    public static async Task CheckAsync(string folder, BackupFile file, CancellationToken cancellation)
    {
        var path = CheckSize(folder, file);
        if (await Hashing.OfAsync(path, cancellation) != file)
        {
            throw Damaged(path);
        }
    }

    /// <summary>Checks that a file of the backup is there and has its length; gives its path.</summary>
    /// <exception cref="RefusedException">It is not.</exception>
    public static string CheckSize(string folder, BackupFile file)
    {
        var path = Path.GetFullPath(Path.Combine(folder, file.Path));
        if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new RefusedException($"The backup speaks of a file outside of it, {file.Path}. Nothing was restored: it was not made by virtool admin backup.");
        }

        return new FileInfo(path) is { Exists: true } found && found.Length == file.Size ? path : throw Damaged(path);
    }

    /// <summary>What is said of a damaged file.</summary>
    public static RefusedException Damaged(string path) => new(
        $"The backup is damaged: {path} is missing, or its bytes are not those that were written. Nothing was restored: take another copy of this backup, or an earlier one.");
}
