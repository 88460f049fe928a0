using Virtool.Components.Look;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Hmms;

namespace Virtool.Components.Analyses.Contigs;

/// <summary>A profile that a reading frame matches.</summary>
/// <param name="Hit">How well.</param>
/// <param name="Profile">Which; null where its annotation is gone.</param>
public sealed record FoundProfile(OrfHit Hit, ContigProfile? Profile)
{
    /// <summary>What it is called first.</summary>
    public string Name => Profile?.Name ?? Hmm.NameOf(Hit.Cluster);

    /// <summary>Families of viruses that its members are of, most members first; without that none is known.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Families { get; } =
    [
        .. (Profile?.Families ?? new Dictionary<string, int>())
            .Where(family => family.Key != Hmm.NoFamily)
            .OrderByDescending(family => family.Value).ThenBy(family => family.Key, StringComparer.Ordinal),
    ];

    /// <summary>"Secoviridae 12, Dicistroviridae 3"; that none is known; or that nothing is known of the profile any more.</summary>
    public string FamiliesText => Profile is null ? "its description is not there any more"
        : Families.Count == 0 ? "family not known"
        : string.Join(", ", Families.Select(family => $"{family.Key} {Words.Number(family.Value)}"));
}
