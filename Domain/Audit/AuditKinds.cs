using System.Collections.Frozen;

namespace Virtool.Domain.Audit;

/// <summary>What things of each collection are called, and where they are shown.</summary>
public static class AuditKinds
{
    private static readonly FrozenDictionary<string, (string One, string Many, string? Page)> Kinds = new Dictionary<string, (string, string, string?)>(StringComparer.Ordinal)
    {
        ["analyses"] = ("analysis of", "analyses", "/analyses/{0}"),
        ["blasts"] = ("BLAST search of contig", "BLAST searches", null),
        ["checks"] = ("check of the files", "checks of the files", "/files/check"),
        ["files"] = ("stored file", "stored files", "/files/stored"),
        ["groups"] = ("group", "groups", "/groups/{0}"),
        ["history"] = ("change of a virus:", "changes of viruses", null),
        ["hmm_status"] = ("profiles", "profiles", "/hmms"),
        ["imports"] = ("file", "files", "/files"),
        ["indexes"] = ("index of", "indexes", null),
        ["jobs"] = ("job for", "jobs", "/jobs/{0}"),
        ["keys"] = ("API key", "API keys", null),
        ["labels"] = ("label", "labels", "/labels"),
        ["otus"] = ("virus", "viruses", null),
        ["questions"] = ("question", "questions", "/files"),
        ["references"] = ("reference", "references", "/references/{0}"),
        ["samples"] = ("sample", "samples", "/samples/{0}"),
        ["sequences"] = ("sequence", "sequences", null),
        ["settings"] = ("settings", "settings", "/settings"),
        ["subtraction"] = ("subtraction", "subtractions", "/subtractions/{0}"),
        ["tasks"] = ("task for", "tasks", null),
        ["trash"] = ("removed file", "removed files", "/files/trash"),
        ["trust_rules"] = ("rule of trust", "rules of trust", null),
        ["uploads"] = ("upload of", "uploads", null),
        ["users"] = ("user", "users", "/users/{0}"),
        ["verdicts"] = ("verdicts on", "verdicts", "/analyses/{0}"),
        ["watched_folders"] = ("watched folder", "watched folders", "/files/folders/{0}"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The collections that people know, by what they call their things.</summary>
    public static IReadOnlyList<(string Collection, string Words)> All { get; } = [.. Kinds.Select(kind => (kind.Key, kind.Value.Many)).OrderBy(kind => kind.Many, StringComparer.Ordinal)];

    /// <summary>"sample", "job for": what stands before a thing's name.</summary>
    public static string One(string collection) => Kinds.TryGetValue(collection, out var kind) ? kind.One : collection.Replace('_', ' ');

    /// <summary>"samples".</summary>
    public static string Many(string collection) => Kinds.TryGetValue(collection, out var kind) ? kind.Many : collection.Replace('_', ' ');

    /// <summary>Where the thing is shown; null: nowhere of its own.</summary>
    public static string? AddressOf(AuditThing thing) => thing.Id is { } id && Kinds.TryGetValue(thing.Collection, out var kind) && kind.Page is { } page
        ? string.Format(System.Globalization.CultureInfo.InvariantCulture, page, Uri.EscapeDataString(id))
        : null;
}
