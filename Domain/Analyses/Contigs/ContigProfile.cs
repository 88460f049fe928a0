namespace Virtool.Domain.Analyses.Contigs;

/// <summary>What is told of a profile that reading frames match.</summary>
/// <param name="Id">The id of its annotation.</param>
/// <param name="Cluster">Its number.</param>
/// <param name="Names">The most frequent names of its members, at most three; the first is the one that is shown.</param>
/// <param name="Families">Members by family of viruses; "None" is that no family is known.</param>
/// <param name="Hidden">It is of a set that is not installed any more.</param>
public sealed record ContigProfile(string Id, int Cluster, IReadOnlyList<string> Names, IReadOnlyDictionary<string, int> Families, bool Hidden)
{
    /// <summary>What it is called: its first name, or, where it has none, its number.</summary>
    public string Name => Names.FirstOrDefault(name => name.Length > 0) ?? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"vFam_{Cluster}");
}
