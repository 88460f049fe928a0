using System.IO.Compression;
using System.Security.Cryptography;
using Virtool.Bio;
using Virtool.Bio.Quality;
using Virtool.Bio.Reads;
using Virtool.Bio.Sequences;
using Virtool.Domain.Files;
using Virtool.Files.Native;
using Virtool.Files.Watching;

namespace Virtool.Files.Importing;

/// <summary>
/// One read of a file's bytes: copies them to the folder of arriving files, hashes them, unpacks strictly, checks every record, measures the
/// quality, and brings the copy to disk. Plain FASTQ is packed on the way. Where the file is not right, no copy stays.
/// </summary>
internal static class ImportPass
{
    private const int ChunkSize = 128 * 1024;
    private const int ReadsBetweenLooks = 4096;

    /// <summary>Runs on a thread of its own; what goes wrong is an outcome.</summary>
    public static ImportOutcome Run(ImportOrder order, DataFolder data)
    {
        var copy = Path.Combine(data.Arriving, order.ImportId);
        try
        {
            Directory.CreateDirectory(data.Arriving);
            var outcome = TryRead(order, copy);

            // What was read of a file that is another by now says nothing of the other.
            outcome = HasChanged(order) ? new ImportOutcome.Changed() : outcome;
            if (outcome is not ImportOutcome.Verified)
            {
                File.Delete(copy);
            }

            return outcome;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Failure(exception);
        }
    }

    private static ImportOutcome TryRead(ImportOrder order, string copy)
    {
        try
        {
            return Read(order, copy);
        }
        catch (InputException exception)
        {
            return (order.Anyway && order.Type.HoldsReads() ? TrySalvage(order, copy) : null) ?? Refused(order, exception);
        }
        catch (OperationCanceledException)
        {
            return new ImportOutcome.Changed();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Failure(exception);
        }
    }

    private static ImportOutcome? TrySalvage(ImportOrder order, string copy)
    {
        try
        {
            return SalvagePass.Run(order, copy);
        }
        catch (OperationCanceledException)
        {
            return new ImportOutcome.Changed();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Failure(exception);
        }
    }

    private static ImportOutcome Refused(ImportOrder order, InputException exception) => exception is ReadsException { Fault: ReadsFault.EndsTooEarly }
        ? new ImportOutcome.EndsEarly(exception.Line, order.Identity.Size == 0)
        : new ImportOutcome.Damaged(exception.Line is not 1, exception.Message);

    private static ImportOutcome Read(ImportOrder order, string copy)
    {
        using var source = new FileStream(order.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        if (FileIdentity.Of(source.SafeFileHandle, order.Path) != order.Identity)
        {
            return new ImportOutcome.Changed();
        }

        using var target = new FileStream(copy, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        using var hashing = new HashingStream(target);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var names = order.Type.HoldsReads() ? new NamesHash() : null;
        ReadsMeasure? measure;
        if (names is null || IsPacked(source))
        {
            measure = Check(new TeeStream(source, hash, hashing, Watch(order)), names, order);
        }
        else
        {
            using var packing = new GZipStream(hashing, CompressionLevel.Optimal, leaveOpen: true);
            measure = Check(new TeeStream(source, hash, packing, Watch(order)), names, order);
        }

        target.Flush(flushToDisk: true);
        return new ImportOutcome.Verified(Convert.ToHexStringLower(hash.GetHashAndReset()), hashing.Sha256(), hashing.Written, names?.Complete(), measure);
    }

    /// <summary>Reads all of it, as its type asks for: reads and genomes are checked, all else is only hashed and copied.</summary>
    private static ReadsMeasure? Check(TeeStream bytes, NamesHash? names, ImportOrder order)
    {
        if (names is not null)
        {
            return Measure(bytes, names, order.Cancellation);
        }

        if (order.Type == FileType.Subtraction)
        {
            GenomeMeasure.Of(bytes, order.Cancellation);
        }

        Drain(bytes);
        return null;
    }

    private static ReadsMeasure Measure(TeeStream bytes, NamesHash names, CancellationToken cancellation)
    {
        using var reader = FastqReader.Open(bytes);
        var quality = new QualityMeasure();
        while (reader.Read())
        {
            quality.Add(reader.Sequence, reader.Quality);
            names.Add(reader.Name);
            if (reader.Count % ReadsBetweenLooks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        Drain(bytes);
        return quality.Complete();
    }

    // Whatever a reader did not need belongs to the copy and its hash all the same.
    internal static void Drain(TeeStream bytes)
    {
        var rest = new byte[ChunkSize];
        while (bytes.Read(rest) > 0)
        {
        }
    }

    /// <summary>Tells the order how far its reading is, and ends it where the order is cancelled.</summary>
    internal static Action<long> Watch(ImportOrder order) => passed =>
    {
        order.Cancellation.ThrowIfCancellationRequested();
        order.Percent = order.Identity.Size == 0 ? 0 : (int)Math.Min(100, passed * 100 / order.Identity.Size);
    };

    private static bool IsPacked(FileStream source)
    {
        Span<byte> start = stackalloc byte[2];
        var count = source.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        source.Position = 0;
        return count > 0 && start[0] == 0x1F && (count == 1 || start[1] == 0x8B);
    }

    private static bool HasChanged(ImportOrder order) => order.Cancellation.IsCancellationRequested || FileIdentity.Of(order.Path) != order.Identity;

    /// <summary>What the system says of a file that could not be read or written.</summary>
    public static ImportOutcome.Failed Failure(Exception exception) =>
        new((exception.HResult & 0xFFFF) is Libc.DiskFull or Libc.QuotaFull, exception.Message);
}
