using System.Globalization;
using System.IO.Compression;

namespace Virtool.Benchmarks.Reads;

/// <summary>
/// Reads as <c>art_illumina</c> simulates them (Debian: art-nextgen-simulation-tools): of 150 bases from a random genome, with the errors and
/// qualities of a HiSeq 2500, gzipped as <c>gzip</c> does.
/// </summary>
internal static class SimulatedReads
{
    private const string Program = "art_illumina";
    private const int Seed = 20190;
    private const int Length = 150;
    private const int GenomeLength = 100_000;

    /// <summary>Whether the program is installed.</summary>
    public static bool Exist => Tools.Find(Program) is not null;

    /// <summary>Writes the file; gives its size before packing, in bytes, and its number of reads, which is nearly the one asked for.</summary>
    public static async Task<(long Size, int Reads)> WriteAsync(string path, int reads, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(path)!;
        var (genome, prefix) = (Path.Combine(folder, "genome.fa"), Path.Combine(folder, "simulated"));
        await File.WriteAllTextAsync(genome, $">genome\n{new Random(Seed).GetString("ACGT", GenomeLength)}\n", cancellation);
        var coverage = ((double)reads * Length / GenomeLength).ToString(CultureInfo.InvariantCulture);
        await Tools.RunAsync(Program, ["-q", "-na", "-ss", "HS25", "-rs", "1", "-i", genome, "-l", "150", "-f", coverage, "-o", prefix], cancellation);
        var plain = $"{prefix}.fq";
        var size = new FileInfo(plain).Length;
        var count = 0;
        await foreach (var _ in File.ReadLinesAsync(plain, cancellation))
        {
            count++;
        }

        await using (var packed = new GZipStream(File.Create(path), CompressionLevel.Optimal))
        {
            await using var file = File.OpenRead(plain);
            await file.CopyToAsync(packed, cancellation);
        }

        File.Delete(plain);
        return (size, count / 4);
    }
}
