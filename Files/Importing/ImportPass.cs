using System.IO.Compression;
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
/// quality, compares the checksums that lie beside it, and brings the copy to disk. Plain FASTQ is packed on the way; FASTA stays as it is. Where
/// the file is not right, no copy stays.
/// </summary>
internal static class ImportPass
{
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

    /// <summary>What the system says of a file that could not be read or written.</summary>
    public static ImportOutcome.Failed Failure(Exception exception) =>
        new((exception.HResult & 0xFFFF) is Libc.DiskFull or Libc.QuotaFull, exception.Message);

    /// <summary>Opens the file; null where it is another by now.</summary>
    public static FileStream? Open(ImportOrder order)
    {
        var source = order.Folder is { } folder ? Beneath.OpenRead(folder, order.Path) : Libc.OpenRead(order.Path);
        if (FileIdentity.Of(source.SafeFileHandle, order.Path) == order.Identity)
        {
            return source;
        }

        source.Dispose();
        return null;
    }

    /// <summary>Makes the copy anew.</summary>
    public static FileStream Create(string copy) => new(copy, FileMode.Create, FileAccess.Write, FileShare.None, 1);

    /// <summary>Keeps the order's progress, and ends the reading where it is cancelled.</summary>
    public static Action<long> Watch(ImportOrder order) => passed =>
    {
        order.Cancellation.ThrowIfCancellationRequested();
        order.Room?.Wrote(passed);
        order.Percent = order.Identity.Size == 0 ? 0 : (int)Math.Min(100, passed * 100 / order.Identity.Size);
    };

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

    private static ImportOutcome Refused(ImportOrder order, InputException exception)
    {
        var at = (exception as ReadsException)?.Byte;
        return exception is ReadsException { Fault: ReadsFault.EndsTooEarly }
            ? new ImportOutcome.EndsEarly(exception.Line, order.Identity.Size == 0) { Byte = at is null ? null : order.Identity.Size }
            : new ImportOutcome.Damaged(exception.Line is not 1 || at is not null, exception.Message) { Line = exception.Line, Byte = at };
    }

    private static ImportOutcome Read(ImportOrder order, string copy)
    {
        using var source = Open(order);
        if (source is null)
        {
            return new ImportOutcome.Changed();
        }

        order.Checksums = Checksums.StampOf(order.Path);
        var sums = Checksums.Beside(order.Path, order.Folder);
        using var target = Create(copy);
        using var digests = new Digests(sums.Any(sum => sum.IsMd5));
        using var names = order.Type.HoldsReads() ? new NamesHash() : null;
        var (measure, sha256) = Pass(order, source, target, digests, names);
        target.Flush(flushToDisk: true);
        var wrong = Compare(sums, digests);
        return wrong is null || order.Anyway
            ? new ImportOutcome.Verified(digests.Sha256(), sha256, target.Length, names?.Complete(), measure) { Wrong = wrong }
            : wrong;
    }

    /// <summary>Reads, checks and copies; gives what was measured, and the SHA-256 of the copy.</summary>
    private static (ReadsMeasure? Measure, string Sha256) Pass(ImportOrder order, FileStream source, FileStream copy, Digests digests, NamesHash? names)
    {
        if (names is null || IsPacked(source))
        {
            // The copy is the same to the byte: it has the digest of what was read.
            return (Check(new TeeStream(source, digests, copy, Watch(order)), names, order), digests.Sha256());
        }

        using var hashing = new HashingStream(copy);
        ReadsMeasure? measure;
        using (var packing = new GZipStream(hashing, CompressionLevel.Optimal, leaveOpen: true))
        {
            measure = Check(new TeeStream(source, digests, packing, Watch(order)), names, order);
        }

        return (measure, hashing.Sha256());
    }

    /// <summary>Reads all of it, as its type asks for: reads and genomes are checked, all else is only hashed and copied.</summary>
    private static ReadsMeasure? Check(TeeStream bytes, NamesHash? names, ImportOrder order)
    {
        if (names is not null)
        {
            return Measure(bytes, names, order.Cancellation);
        }

        if (order.Type == FileType.Subtraction && GenomeMeasure.Of(bytes, order.Cancellation).Count == 0)
        {
            throw new InputException(1, "there is no sequence in it.");
        }

        bytes.Drain();
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

        bytes.Drain();
        return quality.Complete();
    }

    private static ImportOutcome.WrongSum? Compare(IReadOnlyList<Checksum> sums, Digests digests)
    {
        foreach (var sum in sums)
        {
            var actual = sum.IsMd5 ? digests.Md5() : digests.Sha256();
            if (sum.Expected is null)
            {
                // A program that computes it makes its file first, and fills it at the end.
                return new ImportOutcome.WrongSum(sum, null, MayGrow: true);
            }

            if (sum.Expected != actual)
            {
                return new ImportOutcome.WrongSum(sum, actual, MayGrow: !digests.Blocks.IsPacked || (digests.Blocks.IsBlocked && !digests.Blocks.IsEnded));
            }
        }

        return null;
    }

    private static bool IsPacked(FileStream source)
    {
        Span<byte> start = stackalloc byte[2];
        var count = source.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        source.Position = 0;
        return count > 0 && start[0] == 0x1F && (count == 1 || start[1] == 0x8B);
    }

    private static bool HasChanged(ImportOrder order) => order.Cancellation.IsCancellationRequested || FileIdentity.Of(order.Path) != order.Identity;
}
