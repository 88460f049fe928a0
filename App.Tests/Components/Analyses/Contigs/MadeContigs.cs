using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Blasts;
using Virtool.Domain.Hmms;

namespace Virtool.App.Tests.Components.Analyses.Contigs;

/// <summary>What NuVs may have found: five contigs, of which two have no hit.</summary>
internal static class MadeContigs
{
    public static readonly Hmm Polymerase = Hmm("hmm00001", 7, ["RNA-dependent RNA polymerase", "polyprotein"], ("Secoviridae", 12), ("None", 2));

    public static readonly Hmm Coat = Hmm("hmm00002", 9, ["coat protein"], ("Picornaviridae", 1), ("Secoviridae", 5));

    public static readonly Hmm Unknown = Hmm("hmm00003", 11, ["hypothetical protein"], ("None", 4));

    public static IReadOnlyList<Hmm> Profiles => [Polymerase, Coat, Unknown];

    public static Analysis Analysis => Made.Analysis(kept: null, removed: null) with { Workflow = AnalysisService.Nuvs, ContigCount = 5 };

    /// <summary>Contig 3 is the longest, but has no hit; 1 has the smallest E-value; 2 the most reading frames with a hit.</summary>
    public static NuvsResult Result() => new()
    {
        Id = "analysis",
        Counts = new NuvsCounts { Library = 100_000, Trimmed = 90_000, Known = 10_000, Host = 50_000, Assembled = 32_000, Mapped = 16_000, Contigs = 12 },
        Contigs =
        [
            Contig(0, 600, 3, [Orf(0, 1, 0, 0, 330)]),
            Contig(1, 2_400, 30, [Orf(0, 1, 1, 1, 1_201, Hit(Polymerase, 1.2e-40)), Orf(1, -1, 0, 1_500, 2_100)]),
            Contig(2, 900, 12, [Orf(0, 1, 0, 0, 420, Hit(Coat, 3e-12), Hit(Unknown, 0.2)), Orf(1, -1, 2, 300, 898, Hit(Unknown, 4e-5))]),
            Contig(3, 3_000, 5, [Orf(0, 1, 2, 2, 500)]),
            Contig(4, 450, 90, [Orf(0, 1, 0, 0, 450, new OrfHit("gone0000", 99, 0.5, 20, 0, 0.6, 19, 0))]),
        ],
    };

    public static Contig Contig(int index, int length, double depth, IReadOnlyList<Orf> orfs) =>
        new(index, string.Concat(Enumerable.Repeat("ACGT", (length / 4) + 1))[..length], orfs) { Reads = (long)(depth * length / 100), Coverage = 0.98, Depth = depth + 0.5, MedianDepth = depth };

    public static Orf Orf(int index, int strand, int frame, int start, int end, params OrfHit[] hits) => new(index, new string('M', (end - start) / 3), frame, strand, start, end, hits);

    public static OrfHit Hit(Hmm hmm, double e) => new(hmm.Id, hmm.Cluster, e, 120, 0.1, e * 2, 118, 0.1);

    public static Blast Blast(int contig, BlastState state) => new()
    {
        Id = Virtool.Domain.Blasts.Blast.IdOf("analysis", contig),
        AnalysisId = "analysis",
        ContigIndex = contig,
        State = state,
        User = Made.Nina,
        CreatedAt = Made.Now,
        Interval = 8,
        Rid = "ABCDEF",
    };

    public static BlastHit Alike => new("NC_005266.1", 12809, "Raspberry ringspot virus RNA 1, complete genome", "Raspberry ringspot virus", 740, 1_000, 4, 1e-120, 800, 430, 7_935);

    private static Hmm Hmm(string id, int cluster, IReadOnlyList<string> names, params (string Family, int Count)[] families) => new()
    {
        Id = id,
        Cluster = cluster,
        Names = names,
        Count = families.Sum(family => family.Count),
        Families = families.ToDictionary(family => family.Family, family => family.Count),
    };
}
