using Virtool.Components.Look;
using Virtool.Domain.References;

namespace Virtool.Components.Otus;

/// <summary>What differs between two versions of a virus, in lines that people read. Nucleotides are told by length and first difference.</summary>
public static class OtuDifference
{
    private const int Around = 10;

    /// <summary>What differs; the virus was not there before, or is not after, where it is null.</summary>
    public static IReadOnlyList<DifferenceLine> Between(JoinedOtu? before, JoinedOtu? after)
    {
        var lines = new List<DifferenceLine>();
        Tell(lines, "Name", before?.Otu.Name, after?.Otu.Name);
        Tell(lines, "Abbreviation", before?.Otu.Abbreviation, after?.Otu.Abbreviation);
        Tell(lines, "Taxon", Taxon(before), Taxon(after));
        TellSegments(lines, before?.Otu.Schema ?? [], after?.Otu.Schema ?? []);
        TellIsolates(lines, before, after);
        TellSequences(lines, before?.Sequences ?? [], after?.Sequences ?? []);
        return lines;
    }

    private static void Tell(List<DifferenceLine> lines, string what, string? before, string? after)
    {
        var (was, now) = (before is "" ? null : before, after is "" ? null : after);
        if (was != now)
        {
            lines.Add(new DifferenceLine(what, was, now));
        }
    }

    private static void TellSegments(List<DifferenceLine> lines, IReadOnlyList<Segment> before, IReadOnlyList<Segment> after)
    {
        foreach (var name in before.Concat(after).Select(segment => segment.Name).Distinct(StringComparer.Ordinal))
        {
            Tell(lines, $"Segment {name}", Say(before.FirstOrDefault(segment => segment.Name == name)), Say(after.FirstOrDefault(segment => segment.Name == name)));
        }

        TellOrder(lines, "Order of segments", [.. before.Select(segment => segment.Name)], [.. after.Select(segment => segment.Name)], name => name);
    }

    private static void TellIsolates(List<DifferenceLine> lines, JoinedOtu? before, JoinedOtu? after)
    {
        var (was, now) = (before?.Otu.Isolates ?? [], after?.Otu.Isolates ?? []);
        foreach (var id in was.Concat(now).Select(isolate => isolate.Id).Distinct(StringComparer.Ordinal))
        {
            var (old, next) = (was.FirstOrDefault(isolate => isolate.Id == id), now.FirstOrDefault(isolate => isolate.Id == id));
            if (old is null || next is null)
            {
                lines.Add(new DifferenceLine((old ?? next)!.Name, Say(before, old), Say(after, next)));
                continue;
            }

            Tell(lines, next.Name == old.Name ? next.Name : $"Name of {old.Name}", Named(old), Named(next));
            Tell(lines, $"{next.Name}: default", old.Default ? "yes" : "no", next.Default ? "yes" : "no");
        }

        var names = was.Concat(now).GroupBy(isolate => isolate.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Name, StringComparer.Ordinal);
        TellOrder(lines, "Order of isolates", [.. was.Select(isolate => isolate.Id)], [.. now.Select(isolate => isolate.Id)], id => names[id]);
    }

    private static void TellSequences(List<DifferenceLine> lines, IReadOnlyList<Sequence> before, IReadOnlyList<Sequence> after)
    {
        var (was, now) = (before.ToDictionary(one => one.Id, StringComparer.Ordinal), after.ToDictionary(one => one.Id, StringComparer.Ordinal));
        foreach (var id in before.Concat(after).Select(one => one.Id).Distinct(StringComparer.Ordinal))
        {
            var (old, next) = (was.GetValueOrDefault(id), now.GetValueOrDefault(id));
            if (old is null || next is null)
            {
                lines.Add(new DifferenceLine($"Sequence {(old ?? next)!.Accession}", Say(old), Say(next)));
                continue;
            }

            Tell(lines, $"{old.Accession}: accession", old.Accession, next.Accession);
            Tell(lines, $"{next.Accession}: definition", old.Definition, next.Definition);
            Tell(lines, $"{next.Accession}: host", old.Host, next.Host);
            Tell(lines, $"{next.Accession}: segment", old.Segment, next.Segment);
            Tell(lines, $"{next.Accession}: target", old.Target, next.Target);
            TellNucleotides(lines, next.Accession, old.Nucleotides, next.Nucleotides);
        }
    }

    private static void TellNucleotides(List<DifferenceLine> lines, string accession, string before, string after)
    {
        if (before == after)
        {
            return;
        }

        var first = before.AsSpan().CommonPrefixLength(after);
        lines.Add(new DifferenceLine($"{accession}: nucleotides", Near(before, first), Near(after, first)));
    }

    /// <summary>"1,204 nt, from 533: ACGTACGTAC…".</summary>
    private static string Near(string nucleotides, int first)
    {
        var length = $"{Words.Number(nucleotides.Length)} nt";
        if (first >= nucleotides.Length)
        {
            return $"{length}, ends after {Words.Number(first)}";
        }

        var rest = nucleotides.AsSpan(first);
        return $"{length}, from {Words.Number(first + 1)}: {(rest.Length > Around ? $"{rest[..Around]}…" : rest.ToString())}";
    }

    private static void TellOrder(List<DifferenceLine> lines, string what, IReadOnlyList<string> before, IReadOnlyList<string> after, Func<string, string> name)
    {
        var (was, now) = (before.Where(after.Contains).ToArray(), after.Where(before.Contains).ToArray());
        if (!was.SequenceEqual(now, StringComparer.Ordinal))
        {
            lines.Add(new DifferenceLine(what, string.Join(", ", was.Select(name)), string.Join(", ", now.Select(name))));
        }
    }

    private static string? Taxon(JoinedOtu? joined) => (joined?.Otu.TaxonId, joined?.Otu.TaxonName) switch
    {
        (null, null or "") => null,
        (null, var name) => name,
        ({ } id, null or "") => $"{id}",
        ({ } id, var name) => $"{id} {name}",
    };

    private static string? Say(Segment? segment) => segment is null
        ? null
        : $"{(segment.Required ? "required" : "not required")}{(segment.Molecule.Length == 0 ? "" : $", {segment.Molecule}")}";

    private static string Named(Isolate isolate) => $"{(isolate.SourceType.Length == 0 ? "no type" : isolate.SourceType)}, {(isolate.SourceName.Length == 0 ? "no name" : isolate.SourceName)}";

    private static string? Say(JoinedOtu? joined, Isolate? isolate)
    {
        if (joined is null || isolate is null)
        {
            return null;
        }

        var accessions = joined.SequencesOf(isolate.Id).Select(sequence => sequence.Accession).ToArray();
        return $"{(isolate.Default ? "default, " : "")}{Words.Count(accessions.Length, "sequence")}{(accessions.Length == 0 ? "" : $": {string.Join(", ", accessions)}")}";
    }

    private static string? Say(Sequence? sequence) => sequence is null
        ? null
        : $"{Words.Number(sequence.Nucleotides.Length)} nt{(sequence.Segment is null ? "" : $", {sequence.Segment}")}{(sequence.Definition.Length == 0 ? "" : $", {sequence.Definition}")}";
}
