using System.Globalization;
using Virtool.Domain.History;
using Virtool.Domain.References;

namespace Virtool.Jobs.References.Remote;

/// <summary>Says what a release changes about a virus.</summary>
internal static class RemoteDifference
{
    private const int Named = 5;

    /// <summary>What differs; nothing where the virus stays as it is.</summary>
    /// <param name="before">As it is here.</param>
    /// <param name="after">As the release has it.</param>
    public static IReadOnlyList<RemoteDetail> Between(JoinedOtu before, JoinedOtu after)
    {
        if (OtuDiff.Between(OtuState.Of(before), OtuState.Of(after)) is [])
        {
            return [];
        }

        return [.. Texts(before.Otu, after.Otu), .. Schema(before.Otu.Schema, after.Otu.Schema), .. Isolates(before.Otu.Isolates, after.Otu.Isolates), .. Sequences(before, after)];
    }

    private static IEnumerable<RemoteDetail> Texts(Otu before, Otu after)
    {
        if (before.Name != after.Name)
        {
            yield return new RemoteDetail("name", $"Renamed to {after.Name}");
        }

        if (before.Abbreviation != after.Abbreviation)
        {
            yield return new RemoteDetail("abbreviation", (before.Abbreviation, after.Abbreviation) switch
            {
                ("", var added) => $"Abbreviation {added} added",
                (var removed, "") => $"Abbreviation {removed} removed",
                var (old, changed) => $"Abbreviation {old} changed to {changed}",
            });
        }

        if (before.TaxonId != after.TaxonId)
        {
            yield return new RemoteDetail("taxonomy", string.Create(CultureInfo.InvariantCulture, $"Taxonomy number {after.TaxonId}"));
        }
    }

    private static IEnumerable<RemoteDetail> Schema(IReadOnlyList<Segment> before, IReadOnlyList<Segment> after)
    {
        if (before.SequenceEqual(after))
        {
            yield break;
        }

        var (was, now) = (before.ToDictionary(segment => segment.Name, StringComparer.Ordinal), after.ToDictionary(segment => segment.Name, StringComparer.Ordinal));
        string[] words =
        [
            .. Listed("added", after.Where(segment => !was.ContainsKey(segment.Name)).Select(segment => segment.Name)),
            .. Listed("removed", before.Where(segment => !now.ContainsKey(segment.Name)).Select(segment => segment.Name)),
            .. Listed("changed", after.Where(segment => was.TryGetValue(segment.Name, out var one) && one != segment).Select(segment => segment.Name)),
        ];
        yield return new RemoteDetail("schema", words is [] ? "Segments in another order" : $"Segments {string.Join("; ", words)}");
    }

    private static IEnumerable<RemoteDetail> Isolates(IReadOnlyList<Isolate> before, IReadOnlyList<Isolate> after)
    {
        if (before.SequenceEqual(after))
        {
            yield break;
        }

        var (was, now) = (before.ToDictionary(isolate => isolate.Id, StringComparer.Ordinal), after.ToDictionary(isolate => isolate.Id, StringComparer.Ordinal));
        var isDefault = after.FirstOrDefault(isolate => isolate.Default);
        string[] words =
        [
            .. Listed("added", after.Where(isolate => !was.ContainsKey(isolate.Id)).Select(isolate => isolate.Name)),
            .. Listed("removed", before.Where(isolate => !now.ContainsKey(isolate.Id)).Select(isolate => isolate.Name)),
            .. Listed("renamed", after.Where(isolate => was.TryGetValue(isolate.Id, out var one) && one with { Default = isolate.Default } != isolate).Select(isolate => isolate.Name)),
            .. isDefault is not null && was.TryGetValue(isDefault.Id, out var known) && !known.Default ? [$"{isDefault.Name} is the default one"] : Array.Empty<string>(),
        ];
        yield return new RemoteDetail("isolates", words is [] ? "Isolates in another order" : $"Isolates {string.Join("; ", words)}");
    }

    private static IEnumerable<RemoteDetail> Sequences(JoinedOtu before, JoinedOtu after)
    {
        var was = before.Sequences.ToDictionary(sequence => sequence.Id, StringComparer.Ordinal);
        var now = after.Sequences.Select(sequence => sequence.Id).ToHashSet(StringComparer.Ordinal);
        string[] words =
        [
            .. Listed("added", after.Sequences.Where(sequence => !was.ContainsKey(sequence.Id)).Select(sequence => sequence.Accession)),
            .. Listed("removed", before.Sequences.Where(sequence => !now.Contains(sequence.Id)).Select(sequence => sequence.Accession)),
            .. Listed("with other nucleotides", Pairs(was, after).Where(pair => pair.Was.Nucleotides != pair.Now.Nucleotides).Select(pair => pair.Now.Accession)),
            .. Listed("with other texts", Pairs(was, after).Where(pair => pair.Was.Nucleotides == pair.Now.Nucleotides && Texts(pair.Was) != Texts(pair.Now)).Select(pair => pair.Now.Accession)),
        ];
        if (words is not [])
        {
            yield return new RemoteDetail("sequences", $"Sequences {string.Join("; ", words)}");
        }
        else if (!before.Sequences.Select(sequence => sequence.Id).SequenceEqual(after.Sequences.Select(sequence => sequence.Id), StringComparer.Ordinal))
        {
            yield return new RemoteDetail("sequences", "Sequences in another order");
        }
    }

    private static IEnumerable<(Sequence Was, Sequence Now)> Pairs(Dictionary<string, Sequence> was, JoinedOtu after) =>
        after.Sequences.Where(sequence => was.ContainsKey(sequence.Id)).Select(sequence => (was[sequence.Id], sequence));

    private static (string, string, string, string?, string?, string) Texts(Sequence sequence) =>
        (sequence.Accession, sequence.Definition, sequence.Host, sequence.Segment, sequence.Target, sequence.IsolateId);

    /// <summary>"added: A, B and 3 more"; nothing for none.</summary>
    private static IEnumerable<string> Listed(string done, IEnumerable<string> names)
    {
        var all = names.ToList();
        if (all.Count > 0)
        {
            var more = all.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {all.Count - Named} more") : "";
            yield return $"{done}: {string.Join(", ", all.Take(Named))}{more}";
        }
    }
}
