using Virtool.Components.Look;
using Virtool.Domain.Hmms;

namespace Virtool.Components.Hmms;

/// <summary>What people read of profiles.</summary>
public static class HmmWords
{
    /// <summary>Families that a row names.</summary>
    public const int MostFamilies = 3;

    /// <summary>Whether profiles are there.</summary>
    public static (StateKind Kind, string Word) State(HmmStatus status) => status switch
    {
        { TaskId: not null } => (StateKind.Running, "being installed"),
        { Installed: true } => (StateKind.Complete, "installed"),
        _ => (StateKind.Waiting, "none installed"),
    };

    /// <summary>Where they came from.</summary>
    public static string Origin(HmmStatus status) => status switch
    {
        { Installed: false } => "Models of groups of alike viral proteins: with them, NuVs finds viruses that no reference has.",
        { Release: not null } => $"{status.Source} of {(status.IsOfAnother() ? status.ReleaseSlug : status.Slug)}",
        _ => status.Source,
    };

    /// <summary>The most frequent name of its members.</summary>
    public static string Name(Hmm hmm) => hmm.Names.Count > 0 ? hmm.Names[0] : "no name";

    /// <summary>Its families, most members first.</summary>
    public static IReadOnlyList<string> Families(Hmm hmm) => [.. Ordered(hmm.Families).Where(one => one.Key != Hmm.NoFamily).Select(one => one.Key)];

    /// <summary>Its families with how many members each has.</summary>
    public static string AllFamilies(Hmm hmm) => string.Join("; ", Ordered(hmm.Families).Select(one => $"{Called(one.Key)}: {Words.Number(one.Value)}"));

    /// <summary>By members, most first.</summary>
    public static IEnumerable<KeyValuePair<string, int>> Ordered(IReadOnlyDictionary<string, int> counts) =>
        counts.OrderBy(one => one.Key == Hmm.NoFamily).ThenByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal);

    /// <summary>A family or genus, in words.</summary>
    public static string Called(string name) => name == Hmm.NoFamily ? "not known" : name;
}
