using Virtool.Data.Documents;
using Virtool.Data.Queries;

namespace Virtool.Domain.Hmms;

/// <summary>What is known of a profile: a group of alike proteins of viruses. Its proteins are a document of their own, <see cref="HmmMembers"/>.</summary>
public sealed record Hmm : Document
{
    /// <summary>What <see cref="Families"/> and <see cref="Genera"/> say of members of which no family or genus is known.</summary>
    public const string NoFamily = "None";

    /// <summary>The set that it belongs to; it is shown where <see cref="HmmStatus.Set"/> is the same.</summary>
    public string Set { get; init; } = "";

    /// <summary>The number that names the profile in the file of profiles: <c>vFam_7</c>.</summary>
    public int Cluster { get; init; }

    /// <summary>The most frequent names of its members, at most three.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>How many members it has.</summary>
    public int Count { get; init; }

    /// <summary>Columns of the profile.</summary>
    public int Length { get; init; }

    /// <summary>Relative entropy of a column, mean over the profile; bits.</summary>
    public double MeanEntropy { get; init; }

    /// <summary>Relative entropy of all columns together; bits.</summary>
    public double TotalEntropy { get; init; }

    /// <summary>Members by family of viruses; <see cref="NoFamily"/> is that no family is known.</summary>
    public IReadOnlyDictionary<string, int> Families { get; init; } = new Dictionary<string, int>();

    /// <summary>Members by genus of viruses.</summary>
    public IReadOnlyDictionary<string, int> Genera { get; init; } = new Dictionary<string, int>();

    /// <summary>What it is found by: its name in the file, the names, families and genera, folded.</summary>
    public string Search { get; init; } = "";

    /// <summary>Of a set that is not installed any more, but that results use: it is in no list.</summary>
    public bool Hidden { get; init; }

    /// <summary>What it is called in the file of profiles.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string ProfileName => NameOf(Cluster);

    /// <summary>What a profile is called in the file of profiles.</summary>
    public static string NameOf(int cluster) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"vFam_{cluster}");

    /// <summary>The same with what it is found by.</summary>
    public static Hmm Found(Hmm hmm) => hmm with { Search = Fold.Text(string.Join(' ', [hmm.ProfileName, .. hmm.Names, .. hmm.Families.Keys.Concat(hmm.Genera.Keys).Where(name => name != NoFamily)])) };
}
