using System.IO.Compression;
using Virtool.Bio.Quality;
using Virtool.Bio.Reads;

namespace Virtool.Files.Importing;

/// <summary>Takes of a damaged file of reads the whole records before the break, packed anew; the bytes behind it are only hashed.</summary>
internal static class SalvagePass
{
    private const int BufferSize = 256 * 1024;
    private const int ReadsBetweenLooks = 4096;

    /// <summary>Runs on a thread of its own.</summary>
    /// <returns>Null where there is not a single whole record.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="OperationCanceledException">The order was cancelled.</exception>
    public static ImportOutcome? Run(ImportOrder order, string copy)
    {
        using var source = ImportPass.Open(order);
        if (source is null)
        {
            return new ImportOutcome.Changed();
        }

        order.Room?.BeginAgain();
        using var target = ImportPass.Create(copy);
        using var hashing = new HashingStream(target);
        using var digests = new Digests(md5: false);
        using var names = new NamesHash();
        var bytes = new TeeStream(source, digests, Stream.Null, ImportPass.Watch(order));
        ReadsMeasure measure;
        using (var packing = new BufferedStream(new GZipStream(hashing, CompressionLevel.Optimal, leaveOpen: true), BufferSize))
        {
            measure = Keep(bytes, packing, names, order.Cancellation);
        }

        bytes.Drain();
        target.Flush(flushToDisk: true);
        return measure.Quality.Count == 0
            ? null
            : new ImportOutcome.Verified(digests.Sha256(), hashing.Sha256(), hashing.Written, names.Complete(), measure) { Cut = true };
    }

    private static ReadsMeasure Keep(TeeStream bytes, BufferedStream packing, NamesHash names, CancellationToken cancellation)
    {
        var quality = new QualityMeasure();
        try
        {
            using var reader = FastqReader.Open(bytes);
            while (reader.Read())
            {
                quality.Add(reader.Sequence, reader.Quality);
                names.Add(reader.Name);
                Write(packing, reader);
                if (reader.Count % ReadsBetweenLooks == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }
            }
        }
        catch (ReadsException)
        {
            // Here it breaks; what came before is kept.
        }

        return quality.Complete();
    }

    private static void Write(BufferedStream target, FastqReader reader)
    {
        target.WriteByte((byte)'@');
        target.Write(reader.Name);
        target.WriteByte((byte)'\n');
        target.Write(reader.Sequence);
        target.Write("\n+\n"u8);
        target.Write(reader.Quality);
        target.WriteByte((byte)'\n');
    }
}
