using Virtool.Components.Analyses.Contigs;
using Virtool.Components.Look;
using Virtool.Domain.Blasts;

namespace Virtool.Components.Analyses.Report;

/// <summary>A contig as a report tells it.</summary>
/// <param name="Row">The contig with what its reading frames match.</param>
/// <param name="Blast">The search for sequences like it; null: nobody asked for one.</param>
public sealed record ReportedContig(ContigRow Row, Blast? Blast)
{
    /// <summary>The known sequence that is most like it; null: none is known.</summary>
    public BlastHit? Alike => Blast is { State: BlastState.Ready, Hits: [var first, ..] } ? first : null;

    /// <summary>Which profiles it matches, in words.</summary>
    public string Profiles => Row.Names.Count == 0 ? "matches no profile" : string.Join(", ", Row.Names);

    /// <summary>Of which families of viruses these are, in words; null: none is known.</summary>
    public string? Families => Row.Families.Count == 0 ? null : string.Join(", ", Row.Families.Select(family => family.Key));

    /// <summary>What BLAST says of it, a sentence; null: it was not asked, or not to the end.</summary>
    public string? Known => (Blast, Alike) switch
    {
        ({ State: BlastState.Ready } blast, { } hit) =>
            $"BLAST: {Words.Percent(BlastWords.Identity(hit))} like {BlastWords.Called(hit)} ({hit.Accession}) over {Words.Percent(BlastWords.Covered(hit, Row.Length), 0)} of the contig{In(blast)}.",
        ({ State: BlastState.Ready } blast, _) => $"BLAST found nothing like it{In(blast)}.",
        _ => null,
    };

    private static string In(Blast blast) => blast.Target.Length > 0 ? $", database {blast.Target}, {Words.Date(blast.FinishedAt ?? blast.CreatedAt)}" : "";
}
