using Virtool.Components.Analyses.Contigs;
using Virtool.Components.Look;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Blasts;

namespace Virtool.Components.Analyses.Report;

/// <summary>An analysis by NuVs as a report tells it.</summary>
/// <param name="Analysis">The analysis.</param>
/// <param name="Result">What it found; null where that cannot be read.</param>
/// <param name="Contigs">Its contigs that say something: those that match a profile, smallest E-value first; then others that BLAST found something like.</param>
public sealed record ReportedAssembly(Analysis Analysis, NuvsResult? Result, IReadOnlyList<ReportedContig> Contigs)
{
    /// <summary>Contigs that a report lists at the most: it is made to be printed.</summary>
    public const int Most = 40;

    /// <summary>The way of the reads; null where it is not known.</summary>
    public ContigWay? Way => Result is null ? null : new ContigWay(Result.Counts, Analysis.Subtractions.Count > 0);

    /// <summary>The contigs that are listed.</summary>
    public IReadOnlyList<ReportedContig> Told => [.. Contigs.Take(Most)];

    /// <summary>Of an analysis with what belongs to it.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="result">All that it found; null where that cannot be read.</param>
    /// <param name="profiles">What is known of the profiles that it found.</param>
    /// <param name="blasts">The searches for sequences like its contigs.</param>
    public static ReportedAssembly Of(Analysis analysis, NuvsResult? result, IReadOnlyDictionary<string, ContigProfile> profiles, IEnumerable<Blast> blasts)
    {
        var blastOf = blasts.ToDictionary(blast => blast.ContigIndex);
        var rows = result is null ? [] : ContigTable.Of(result, profiles).By(ContigOrder.E).Contigs;
        return new ReportedAssembly(
            analysis,
            result,
            [.. rows.Select(row => new ReportedContig(row, blastOf.GetValueOrDefault(row.Contig.Index))).Where(contig => contig.Row.Annotated > 0 || contig.Alike is not null)]);
    }

    /// <summary>The result in a sentence.</summary>
    public string Found => (Result, Matching) switch
    {
        (null, _) => "Not told: its contigs cannot be read from the disk.",
        ({ Contigs.Count: 0 }, _) => Result.Note ?? "No contig with a reading frame could be put together.",
        (_, 0) => "No contig matches a profile of viruses' proteins.",
        (_, var matching) => $"{Words.Number(matching)} of {Words.Count(Result.Contigs.Count, "contig")} {(matching == 1 ? "matches" : "match")} profiles of viruses' proteins{Families}.",
    };

    /// <summary>What known sequences are like its contigs, in a sentence; null: BLAST found none, or was not asked.</summary>
    public string? Alike => Named(Contigs.Select(contig => contig.Alike).OfType<BlastHit>().Select(BlastWords.Called)) is { Length: > 0 } names ? $"Like its contigs, by BLAST: {names}." : null;

    /// <summary>How many of the contigs are not listed, in a sentence; null: all are.</summary>
    public string? Hidden => Contigs.Count > Most ? $"The {Words.Number(Most)} with the smallest E-values are listed, of {Words.Number(Contigs.Count)}." : null;

    private int Matching => Contigs.Count(contig => contig.Row.Annotated > 0);

    private string Families => Named(Contigs.SelectMany(contig => contig.Row.Families.Select(family => family.Key))) is { Length: > 0 } names ? $": {names}" : "";

    private static string Named(IEnumerable<string> names)
    {
        const int Some = 8;
        string[] known = [.. names.CountBy(name => name, StringComparer.Ordinal).OrderByDescending(name => name.Value).Select(name => name.Key)];
        return string.Join("; ", known.Take(Some)) + (known.Length > Some ? $" and {Words.Number(known.Length - Some)} more" : "");
    }
}
