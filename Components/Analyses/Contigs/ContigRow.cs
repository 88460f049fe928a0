using System.Globalization;
using Virtool.Domain.Analyses.Contigs;

namespace Virtool.Components.Analyses.Contigs;

/// <summary>A contig with what its reading frames match.</summary>
/// <param name="Contig">The contig.</param>
/// <param name="Orfs">Its reading frames.</param>
public sealed record ContigRow(Contig Contig, IReadOnlyList<OrfRow> Orfs)
{
    /// <summary>What it is called: "Sequence 7".</summary>
    public string Title => string.Create(CultureInfo.InvariantCulture, $"Sequence {Contig.Index}");

    /// <summary>Bases.</summary>
    public int Length => Contig.Sequence.Length;

    /// <summary>The smallest E-value of its reading frames; null: none matches a profile.</summary>
    public double? LeastE { get; } = Orfs.SelectMany(orf => orf.Found).Select(found => (double?)found.Hit.FullE).Min();

    /// <summary>Reading frames that match a profile.</summary>
    public int Annotated { get; } = Orfs.Count(orf => orf.Best is not null);

    /// <summary>The best profile of each reading frame, smallest E-value first.</summary>
    public IReadOnlyList<string> Names { get; } =
        [.. Orfs.Select(orf => orf.Best).OfType<FoundProfile>().OrderBy(best => best.Hit.FullE).Select(best => best.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>Families of viruses by how many of its reading frames have a profile of them, most first.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Families { get; } =
    [
        .. Orfs
            .SelectMany(orf => orf.Found.SelectMany(found => found.Families).Select(family => family.Key).Distinct(StringComparer.Ordinal))
            .CountBy(family => family)
            .OrderByDescending(family => family.Value).ThenBy(family => family.Key, StringComparer.Ordinal),
    ];

    /// <summary>What it is found by beside its title and what a search for alike sequences told.</summary>
    public IEnumerable<string> Texts => Orfs.SelectMany(orf => orf.Found).SelectMany(found => (found.Profile?.Names ?? []).Append(found.Name).Concat(found.Families.Select(family => family.Key)));

    /// <summary>Its reading frames that are shown.</summary>
    public IReadOnlyList<OrfRow> Shown(bool showsAll) => showsAll || Annotated == 0 ? Orfs : [.. Orfs.Where(orf => orf.Best is not null)];
}
