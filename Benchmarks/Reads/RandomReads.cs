using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Virtool.Benchmarks.Reads;

/// <summary>
/// Makes gzipped FASTQ, the same for the same number of reads: names as Illumina's sequencers write them, random bases, and qualities that
/// wander about a mean which falls from 37 to 29 along the read.
/// </summary>
internal static class RandomReads
{
    private const int Seed = 20190;
    private const int Length = 150;
    private const int BestQuality = 40;
    private const int WorstQuality = 2;
    private const double FirstMean = 37;
    private const double MeanLoss = 8;

    /// <summary>Writes the file; gives its size before packing, in bytes.</summary>
    public static long Write(string path, int reads)
    {
        var random = new Random(Seed);
        using var file = File.Create(path);
        using var packed = new GZipStream(file, CompressionLevel.Optimal);
        var bases = new byte[Length];
        var qualities = new byte[Length];
        var size = 0L;
        for (var number = 0; number < reads; number++)
        {
            random.GetItems("ACGT"u8, bases);
            Fill(qualities, random);
            var name = string.Create(CultureInfo.InvariantCulture, $"@VT01:1:FC0001:1:{1101 + (number / 100_000)}:{random.Next(1000, 30_000)}:{number} 1:N:0:ATCACG\n");
            byte[] record = [.. Encoding.ASCII.GetBytes(name), .. bases, .. "\n+\n"u8, .. qualities, (byte)'\n'];
            packed.Write(record);
            size += record.Length;
        }

        return size;
    }

    private static void Fill(byte[] qualities, Random random)
    {
        var quality = FirstMean;
        for (var place = 0; place < Length; place++)
        {
            var mean = FirstMean - (MeanLoss * place / Length);
            quality += ((mean - quality) * 0.2) + (random.NextDouble() * 6) - 3;
            qualities[place] = (byte)('!' + (int)Math.Clamp(quality, WorstQuality, BestQuality));
        }
    }
}
