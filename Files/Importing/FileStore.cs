using System.Security.Cryptography;
using Virtool.Bio;
using Virtool.Bio.Sequences;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Files.Native;
using Virtool.Files.Watching;

namespace Virtool.Files.Importing;

/// <summary>Takes files that are given to the server directly: uploads, and those of the command line.</summary>
/// <param name="files">The stored files.</param>
/// <param name="data">Where they lie.</param>
/// <param name="time">The clock.</param>
public sealed class FileStore(Collection<StoredFile> files, DataFolder data, TimeProvider time)
{
    private const int ChunkSize = 128 * 1024;

    /// <summary>Stores a file as it is: hashed on its way, brought to disk, renamed into place, then its document. FASTA for a subtraction is checked.</summary>
    /// <param name="viewer">Who gives it.</param>
    /// <param name="content">Its bytes; not disposed.</param>
    /// <param name="name">Its name, without a folder.</param>
    /// <param name="type">What it is for.</param>
    /// <param name="cancellation">Ends it; nothing stays.</param>
    /// <exception cref="NotPermittedException">The viewer may not upload files.</exception>
    /// <exception cref="InputException">It is not what its type says.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public async Task<StoredFile> StoreAsync(Viewer viewer, Stream content, string name, FileType type, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.UploadFile);
        var id = Ids.New();
        var copy = Path.Combine(data.Arriving, id);
        Directory.CreateDirectory(data.Arriving);
        Directory.CreateDirectory(data.Files);
        try
        {
            var (size, sha256) = await CopyAsync(content, copy, cancellation);
            if (type == FileType.Subtraction)
            {
                await Task.Run(() => GenomeMeasure.Of(File.OpenRead(copy), cancellation), cancellation);
            }

            File.Move(copy, data.FilePath(id));
            Libc.SyncFolder(data.Files);
            return await InsertAsync(FileOf(id, viewer, name, type) with { Size = size, Sha256 = sha256 });
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private async Task<StoredFile> InsertAsync(StoredFile file)
    {
        try
        {
            return await files.InsertAsync(file, CancellationToken.None);
        }
        catch (Data.Store.StoreException)
        {
            File.Delete(data.FilePath(file.Id));
            throw;
        }
    }

    private StoredFile FileOf(string id, Viewer viewer, string name, FileType type)
    {
        var safe = ReadsName.Safe(Path.GetFileName(name));
        return new StoredFile
        {
            Id = id,
            Name = safe,
            Type = type,
            User = new Link(viewer.UserId, viewer.Handle),
            UploadedAt = time.GetUtcNow(),
            Ready = true,
            Search = Fold.Text($"{safe} {viewer.Handle}"),
            Readers = [Principals.User(viewer.UserId)],
        };
    }

    private static async Task<(long Size, string Sha256)> CopyAsync(Stream content, string copy, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var target = new FileStream(copy, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true);
        var buffer = new byte[ChunkSize];
        int count;
        while ((count = await content.ReadAsync(buffer, cancellation)) > 0)
        {
            hash.AppendData(buffer, 0, count);
            await target.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }

        target.Flush(flushToDisk: true);
        return (target.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
