using Virtool.Domain.Analyses.Contigs;

namespace Virtool.Components.Analyses.Contigs;

/// <summary>The contigs of an analysis with what they match.</summary>
/// <param name="Contigs">All of them, in the order asked for.</param>
public sealed record ContigTable(IReadOnlyList<ContigRow> Contigs)
{
    /// <summary>Bases of the longest.</summary>
    public int Longest { get; } = Contigs.Select(row => row.Length).DefaultIfEmpty(1).Max();

    /// <summary>Contigs with a reading frame that matches a profile.</summary>
    public int Annotated { get; } = Contigs.Count(row => row.Annotated > 0);

    /// <summary>Of a result, longest first.</summary>
    /// <param name="result">Its contigs.</param>
    /// <param name="profiles">What is known of profiles, by the ids of their annotations; those that are gone are missing.</param>
    public static ContigTable Of(NuvsResult result, IReadOnlyDictionary<string, ContigProfile> profiles) =>
        new([.. Sorted(result.Contigs.Select(contig => Row(contig, profiles)), ContigOrder.Length, isTurned: false)]);

    /// <summary>The same, sorted.</summary>
    public ContigTable By(ContigOrder order, bool isTurned = false) => new([.. Sorted(Contigs, order, isTurned)]);

    /// <summary>What is listed.</summary>
    /// <param name="view">What is asked for.</param>
    /// <param name="alike">What contigs are found by beside their profiles, by their index: what a search for alike sequences told.</param>
    public ContigsFound Find(ContigView view, ILookup<int, string>? alike = null)
    {
        var kept = view.ShowsAll ? Contigs : [.. Contigs.Where(row => row.Annotated > 0)];
        if (view.Find is null || new FuzzySearch(view.Find) is not { IsEmpty: false } search)
        {
            return new ContigsFound(kept, kept.Count, Contigs.Count - Annotated, 0);
        }

        bool Finds(ContigRow row) => search.Finds(alike is null ? row.Texts : row.Texts.Concat(alike[row.Contig.Index]), row.Title, row.Contig.Name);
        ContigRow[] found = [.. kept.Where(Finds)];
        var without = Contigs.Count(row => row.Annotated == 0 && Finds(row));
        return new ContigsFound(found, kept.Count, Contigs.Count - Annotated, without);
    }

    private static IEnumerable<ContigRow> Sorted(IEnumerable<ContigRow> rows, ContigOrder order, bool isTurned) => order switch
    {
        ContigOrder.Length => By(rows, row => row.Length, !isTurned).ThenBy(row => row.Contig.Index),
        ContigOrder.E => Then(rows.OrderBy(row => row.LeastE is null), row => row.LeastE ?? 0, isTurned).ThenByDescending(row => row.Length),
        ContigOrder.Orfs => By(rows, row => row.Annotated, !isTurned).ThenBy(row => row.LeastE ?? double.MaxValue),
        ContigOrder.Depth => By(rows, row => row.Contig.MedianDepth, !isTurned).ThenByDescending(row => row.Length),
        ContigOrder.Number => By(rows, row => row.Contig.Index, isTurned),
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };

    private static IOrderedEnumerable<ContigRow> By<T>(IEnumerable<ContigRow> rows, Func<ContigRow, T> key, bool isDescending) => isDescending ? rows.OrderByDescending(key) : rows.OrderBy(key);

    private static IOrderedEnumerable<ContigRow> Then<T>(IOrderedEnumerable<ContigRow> rows, Func<ContigRow, T> key, bool isDescending) => isDescending ? rows.ThenByDescending(key) : rows.ThenBy(key);

    private static ContigRow Row(Contig contig, IReadOnlyDictionary<string, ContigProfile> profiles) => new(
        contig,
        [
            .. contig.Orfs.Select(orf => new OrfRow(
                orf, [.. orf.Hits.OrderBy(hit => hit.FullE).Select(hit => new FoundProfile(hit, profiles.GetValueOrDefault(hit.HmmId)))])),
        ]);
}
