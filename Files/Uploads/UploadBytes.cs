using System.Buffers;
using System.Security.Cryptography;
using Virtool.Domain.Files;
using Virtool.Files.Native;

namespace Virtool.Files.Uploads;

/// <summary>The bytes of uploads on disk. The length of an upload's file says how many have come, whatever happened to the server.</summary>
internal sealed class UploadBytes(DataFolder data)
{
    private const int ChunkSize = 128 * 1024;

    /// <summary>How many bytes of an unfinished upload are there.</summary>
    public long Received(string id) => new FileInfo(Unfinished(id)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Where the bytes of an unfinished upload lie.</summary>
    public string Unfinished(string id) => Path.Combine(data.Uploads, id);

    /// <summary>Where all the bytes of an upload lie.</summary>
    public string Whole(string id) => Path.Combine(data.Uploaded, id);

    /// <summary>
    /// Appends what a client sends, and brings it to disk, whatever ends it: what came stays. With a checksum what came stays only if all of
    /// it came and is right.
    /// </summary>
    /// <param name="id">The upload.</param>
    /// <param name="content">What the client sends.</param>
    /// <param name="most">Most bytes that the file may have.</param>
    /// <param name="checksum">Of what is sent; null: unknown.</param>
    /// <param name="passed">Told how long the file is now; may throw to end it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="UploadException">More came than the file may have, or the checksum is another.</exception>
    public async Task AppendAsync(string id, Stream content, long most, UploadChecksum? checksum, Func<long, Task> passed, CancellationToken cancellation)
    {
        Directory.CreateDirectory(data.Uploads);
        var isNew = !File.Exists(Unfinished(id));
        await using var file = Open(Unfinished(id));
        var from = file.Length;
        var isRight = checksum is null;
        try
        {
            file.Position = from;
            using var hash = checksum is null ? null : IncrementalHash.CreateHash(checksum.Algorithm);
            await CopyAsync(content, file, most, hash, passed, cancellation);
            isRight = checksum is null || checksum.Digest.AsSpan().SequenceEqual(hash!.GetHashAndReset());
        }
        finally
        {
            if (!isRight)
            {
                file.SetLength(from);
            }

            file.Flush(flushToDisk: true);
            if (isNew)
            {
                Libc.SyncFolder(data.Uploads);
            }
        }

        if (!isRight)
        {
            throw new UploadException(UploadFault.ChecksumDiffers, "The bytes that came are not those that were sent: their checksum is another. Send them again.");
        }
    }

    /// <summary>All bytes are there: puts the file to where it is verified, and gives its size. Done again, nothing happens; null where it has gone on from there.</summary>
    public long? Complete(string id)
    {
        Directory.CreateDirectory(data.Uploaded);
        if (!File.Exists(Whole(id)) && File.Exists(Unfinished(id)))
        {
            File.Move(Unfinished(id), Whole(id));
            Libc.SyncFolder(data.Uploaded);
            Libc.SyncFolder(data.Uploads);
        }

        return new FileInfo(Whole(id)) is { Exists: true } file ? file.Length : null;
    }

    /// <summary>Makes the file of an upload without bytes.</summary>
    public void CreateEmpty(string id)
    {
        Directory.CreateDirectory(data.Uploads);
        using var file = new FileStream(Unfinished(id), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Removes what came of an unfinished upload.</summary>
    public void RemoveUnfinished(string id)
    {
        if (Directory.Exists(data.Uploads))
        {
            File.Delete(Unfinished(id));
        }
    }

    /// <summary>Removes an upload whose bytes are stored, or that nobody waits for any more.</summary>
    public void RemoveWhole(string id)
    {
        if (Directory.Exists(data.Uploaded))
        {
            File.Delete(Whole(id));
        }
    }

    /// <summary>Removes the copy of an upload that was verified and is not wanted any more.</summary>
    public void RemoveCopy(string id)
    {
        if (Directory.Exists(data.Arriving))
        {
            File.Delete(Path.Combine(data.Arriving, id));
        }
    }

    /// <summary>The ids of those that have bytes here: unfinished ones, and whole ones.</summary>
    public (IReadOnlyList<string> Unfinished, IReadOnlyList<string> Whole) All() => (Names(data.Uploads), Names(data.Uploaded));

    private static IReadOnlyList<string> Names(string folder) => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))] : [];

    private static FileStream Open(string path)
    {
        try
        {
            // Nobody else writes at the same time, in no other server of the same data folder either.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 0, useAsync: true);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new UploadException(UploadFault.Busy, "Somebody is sending bytes of this upload at the moment. Try again in a few seconds.");
        }
    }

    private static async Task CopyAsync(Stream content, FileStream file, long most, IncrementalHash? hash, Func<long, Task> passed, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            int count;
            while ((count = await content.ReadAsync(buffer, cancellation)) > 0)
            {
                var room = (int)Math.Min(count, most - file.Position);
                hash?.AppendData(buffer, 0, room);

                // What came is written, even if the client goes at this moment.
                await file.WriteAsync(buffer.AsMemory(0, room), CancellationToken.None);
                if (room < count)
                {
                    throw new UploadException(UploadFault.TooLong, "More bytes came than the file was said to have.");
                }

                await passed(file.Position);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
