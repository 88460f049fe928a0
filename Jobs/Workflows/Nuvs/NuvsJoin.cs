using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Virtool.Bio.Contigs;
using Virtool.Bio.Sequences;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Hmms;
using Virtool.Domain.Samples;
using Virtool.Domain.Trimming;
using Virtool.Jobs.Workflows.Analyses;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Nuvs;

/// <summary>Makes the result of a NuVs analysis of what its steps found.</summary>
internal static class NuvsJoin
{
    // A batch is at most 8 MB, and what goes to the trash goes there in one document.
    private const int MostBytes = 2_000_000;

    /// <summary>The contigs with their depth and their hits.</summary>
    public static async Task<NuvsResult> JoinAsync(
        NuvsFolder folder, Analysis analysis, Sample sample, TrimmedReads? reads, TakenProfiles taken, CancellationToken cancellation)
    {
        var hits = NuvsProfiles.Hits(folder, taken);
        var depths = await PathoscopeCandidates.ReadAsync<Dictionary<string, ContigDepth>>(folder.Depths, cancellation);
        var contigs = new List<Contig>();
        await foreach (var contig in NuvsContigs.ReadAsync(folder.Contigs, cancellation))
        {
            contigs.Add(With(contig, hits, depths.GetValueOrDefault(contig.Name)));
        }

        var counts = await CountsAsync(folder, analysis, sample, reads, contigs, cancellation);
        return new NuvsResult { Id = analysis.Id, Contigs = contigs, Counts = counts, Note = contigs.Count > 0 ? null : NoteOf(folder, counts) };
    }

    /// <summary>Writes what is kept into the folder that becomes the analysis's; where it has become that already, nothing.</summary>
    /// <returns>The result as it is stored.</returns>
    public static async Task<NuvsResult> KeepAsync(NuvsFolder folder, NuvsResult result, CancellationToken cancellation)
    {
        var stored = FitsDocument(result) ? result : result with { Contigs = [], InFile = true };
        if (!Directory.Exists(folder.Kept))
        {
            return stored;
        }

        await PackAsync(folder.Assembly, Path.Combine(folder.Kept, ContigFiles.Assembly), cancellation);
        await PackAsync(folder.Proteins, Path.Combine(folder.Kept, ContigFiles.Orfs), cancellation);
        await WholeFile.WriteAsync(Path.Combine(folder.Kept, ContigFiles.Hits), (output, token) => NuvsProfiles.WriteAsync(folder, output, token), cancellation);
        if (stored.InFile)
        {
            await WholeFile.WriteAsync(Path.Combine(folder.Kept, ContigFiles.Result), (output, token) => ContigService.WriteAsync(output, result, token), cancellation);
        }

        return stored;
    }

    private static bool FitsDocument(NuvsResult result)
    {
        using var counted = new MemoryStream();
        JsonSerializer.Serialize(counted, result, Json.Stored);
        return counted.Length <= MostBytes;
    }

    private static Contig With(Contig contig, ILookup<string, OrfHit> hits, ContigDepth? depth) => contig with
    {
        Orfs = [.. contig.Orfs.Select(orf => orf with { Hits = [.. hits[string.Create(CultureInfo.InvariantCulture, $"{contig.Name}.{orf.Index}")]] })],
        Reads = depth?.Reads ?? 0,
        Coverage = depth?.Coverage ?? 0,
        Depth = depth?.Depth ?? 0,
        MedianDepth = depth?.MedianDepth ?? 0,
    };

    private static async Task<NuvsCounts> CountsAsync(
        NuvsFolder folder, Analysis analysis, Sample sample, TrimmedReads? reads, List<Contig> contigs, CancellationToken cancellation)
    {
        var trimmed = reads?.Library?.Count ?? 0;
        var known = await NuvsElimination.CountAsync(folder.VirusReads, "reads", cancellation);
        var host = 0L;
        for (var number = 1; number <= analysis.Subtractions.Count; number++)
        {
            host += await NuvsElimination.CountAsync(folder.HostReads(number), "reads", cancellation);
        }

        return new NuvsCounts
        {
            Library = sample.Library?.Count ?? 0,
            Trimmed = trimmed,
            Known = known,
            Host = host,
            Assembled = sample.Paired ? 2 * await NuvsElimination.CountAsync(folder.Pairs, "pairs", cancellation) : trimmed - known - host,
            Mapped = contigs.Sum(contig => contig.Reads),
            Contigs = NuvsFolder.Has(folder.Assembly) ? await Task.Run(() => FastaReader.ReadAll(File.OpenRead(folder.Assembly)).Count(), cancellation) : 0,
        };
    }

    private static string NoteOf(NuvsFolder folder, NuvsCounts counts) => counts switch
    {
        { Library: 0 } => "The sample has no reads.",
        { Trimmed: 0 } => "No read was left after trimming: all are too short or of too low quality.",
        { Assembled: 0 } => "No read was left to be assembled: all belong to viruses of the reference or to the host.",
        _ when File.Exists(folder.TooFew) => $"The {Text(counts.Assembled)} reads that were left could not be assembled: they are too few, or lie too evenly.",
        { Contigs: 0 } => $"The {Text(counts.Assembled)} reads that were left gave no contig.",
        _ => $"None of the {Text(counts.Contigs)} contigs has a reading frame of 100 amino acids or more.",
    };

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static Task PackAsync(string path, string target, CancellationToken cancellation) => WholeFile.WriteAsync(
        target,
        async (output, token) =>
        {
            await using var packed = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
            await using var plain = File.OpenRead(path);
            await plain.CopyToAsync(packed, token);
        },
        cancellation);
}
