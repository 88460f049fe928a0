using System.Globalization;
using System.Text;

namespace Virtool.Domain.Analyses.Contigs;

/// <summary>Contigs and their proteins as FASTA, each sequence on one line. A hit's name stands in a header where its E-value is below <see cref="LargestE"/>.</summary>
/// <param name="analysis">The analysis.</param>
/// <param name="profiles">The profiles of its hits, by the ids of their annotations; one that is gone gives no name.</param>
public sealed class ContigFasta(Analysis analysis, IReadOnlyDictionary<string, ContigProfile> profiles)
{
    /// <summary>A hit names its reading frame where its E-value is below it.</summary>
    public const double LargestE = 10;

    /// <summary>A file's name: <c>nuvs.vt_7.k3x9a0b1.contigs.fa</c>.</summary>
    /// <param name="what"><c>contigs</c> or <c>orfs</c>.</param>
    public string FileName(string what) => $"nuvs.{string.Join('_', analysis.Sample.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries))}.{analysis.Id}.{what}.fa";

    /// <summary>A contig's header: <c>sequence_0|VT 7|polyprotein|coat protein</c>, with a name for each reading frame that has one.</summary>
    public string NameOf(Contig contig) => Joined([contig.Name, analysis.Sample.Name, .. contig.Orfs.Select(BestName).OfType<string>()]);

    /// <summary>A reading frame's header: <c>orf_0_2|VT 7|coat protein</c>.</summary>
    public string NameOf(Contig contig, Orf orf) =>
        Joined([string.Create(CultureInfo.InvariantCulture, $"orf_{contig.Index}_{orf.Index}"), analysis.Sample.Name, .. BestName(orf) is { } name ? [name] : Array.Empty<string>()]);

    /// <summary>A contig with its header, and a line end behind each.</summary>
    public string Of(Contig contig) => $">{NameOf(contig)}\n{contig.Sequence}\n";

    /// <summary>The protein of a reading frame with its header, and a line end behind each.</summary>
    public string Of(Contig contig, Orf orf) => $">{NameOf(contig, orf)}\n{orf.Protein}\n";

    /// <summary>Writes contigs.</summary>
    public Task WriteContigsAsync(Stream output, NuvsResult result, ContigChoice choice, CancellationToken cancellation) =>
        WriteAsync(output, choice.Of(result).Select(Of), cancellation);

    /// <summary>Writes the proteins of reading frames.</summary>
    public Task WriteOrfsAsync(Stream output, NuvsResult result, ContigChoice choice, CancellationToken cancellation) =>
        WriteAsync(output, choice.Of(result).SelectMany(contig => choice.Of(contig).Select(orf => Of(contig, orf))), cancellation);

    private static async Task WriteAsync(Stream output, IEnumerable<string> records, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        foreach (var record in records)
        {
            await writer.WriteAsync(record.AsMemory(), cancellation);
        }
    }

    private string? BestName(Orf orf) =>
        orf.Hits.Where(hit => hit.FullE < LargestE).MinBy(hit => hit.FullE) is { } best && profiles.TryGetValue(best.HmmId, out var profile) ? profile.Name : null;

    // A header is one line.
    private static string Joined(IEnumerable<string> parts) => string.Join('|', parts).ReplaceLineEndings(" ");
}
