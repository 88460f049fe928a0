using Virtool.Data.Documents;
using Virtool.Domain.Links;

namespace Virtool.Domain.Analyses.Judging;

/// <summary>
/// By what hits are judged: one version of it, which is never changed. How much of the genome is covered, and by how many distinct reads, decides;
/// weights only rank relatives, since a virus beside a dominant one has a tiny weight however truly it is there.
/// </summary>
public sealed record TrustRule : Document
{
    /// <summary>The collection's name.</summary>
    public const string Collection = "trust_rules";

    /// <summary>
    /// The version that a server starts with. Its coverages are those of the manual of Virtool (usually a true hit above 0.5, usually none below
    /// 0.2), as are the shares of a good library; the numbers of reads keep genomes of a few hundred bases, which three reads cover, from being strong.
    /// </summary>
    public static TrustRule First { get; } = new() { Id = IdOf(1), Version = 1, Note = "As the program comes: after the rules of thumb of Virtool's manual." };

    /// <summary>Counts the versions, from 1; the newest judges.</summary>
    public required int Version { get; init; }

    /// <summary>Above this coverage, 0 to 1, a hit is strong.</summary>
    public double StrongCoverage { get; init; } = 0.5;

    /// <summary>Below this coverage, 0 to 1, a hit is weak.</summary>
    public double WeakCoverage { get; init; } = 0.2;

    /// <summary>A strong hit has at least so many distinct reads.</summary>
    public int StrongReads { get; init; } = 10;

    /// <summary>A hit with fewer distinct reads is weak.</summary>
    public int LeastReads { get; init; } = 3;

    /// <summary>From this weight before reassignment on, 0 to 1, it is worth to be shown what a virus lost by it.</summary>
    public double WorthShowing { get; init; } = 0.01;

    /// <summary>A virus that keeps less than this share of its weight, 0 to 1, has given its reads away.</summary>
    public double KeptShare { get; init; } = 0.1;

    /// <summary>From this share of the library on, 0 to 1, that matches viruses, a library is good.</summary>
    public double GoodMappedShare { get; init; } = 0.02;

    /// <summary>From so many reads on a library is large enough; the manual says it of libraries of double-stranded RNA.</summary>
    public int GoodReads { get; init; } = 5_000_000;

    /// <summary>Why it is as it is; may be empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>When it was made; null: it came with the program.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Who made it; null: it came with the program.</summary>
    public Link? User { get; init; }

    /// <summary>The id of a version: so no version can be made twice.</summary>
    public static string IdOf(int version) => version.ToString("D8", System.Globalization.CultureInfo.InvariantCulture);
}
