using Virtool.Domain.Analyses.Contigs;

namespace Virtool.App.Api;

/// <summary>Contigs, as the API serves them.</summary>
internal static class ContigViews
{
    /// <summary>A contig with its reading frames and their hits.</summary>
    /// <param name="contig">The contig.</param>
    /// <param name="profiles">The profiles of the hits, by the ids of their annotations.</param>
    /// <param name="blast">The search for sequences like it, as it is served; null: nobody asked for one.</param>
    public static object Of(Contig contig, IReadOnlyDictionary<string, ContigProfile> profiles, object? blast) => new
    {
        contig.Index,
        contig.Name,
        contig.Sequence,
        Length = contig.Sequence.Length,
        contig.Reads,
        contig.Coverage,
        contig.Depth,
        contig.MedianDepth,
        E = contig.LeastE,
        Orfs = contig.Orfs.Select(orf => new
        {
            orf.Index,
            Pro = orf.Protein,
            orf.Frame,
            orf.Strand,
            Pos = new[] { orf.Start, orf.End },
            Hits = orf.Hits.Select(hit => Of(hit, profiles.GetValueOrDefault(hit.HmmId))),
        }),
        Blast = blast,
    };

    private static object Of(OrfHit hit, ContigProfile? profile) => new
    {
        Hit = hit.HmmId,
        hit.FullE,
        hit.FullScore,
        hit.FullBias,
        hit.BestE,
        hit.BestScore,
        hit.BestBias,
        hit.Cluster,
        Names = profile?.Names ?? [],
        Families = profile?.Families ?? new Dictionary<string, int>(),
    };
}
