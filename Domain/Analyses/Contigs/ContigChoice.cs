namespace Virtool.Domain.Analyses.Contigs;

/// <summary>Which contigs and reading frames are written.</summary>
/// <param name="OnlyHits">Only contigs with a hit; of them, only reading frames with one.</param>
/// <param name="Indexes">Only these contigs; null: of all.</param>
public sealed record ContigChoice(bool OnlyHits = false, IReadOnlySet<int>? Indexes = null)
{
    /// <summary>The contigs of it, in their order.</summary>
    public IEnumerable<Contig> Of(NuvsResult result) => result.Contigs
        .Where(contig => Indexes is null || Indexes.Contains(contig.Index))
        .Where(contig => !OnlyHits || contig.LeastE is not null);

    /// <summary>The reading frames of a contig of it, in their order.</summary>
    public IEnumerable<Orf> Of(Contig contig) => contig.Orfs.Where(orf => !OnlyHits || orf.Hits.Count > 0);
}
