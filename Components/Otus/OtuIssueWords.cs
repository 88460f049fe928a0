using Virtool.Components.Look;
using Virtool.Domain.Otus;
using Virtool.Domain.References;

namespace Virtool.Components.Otus;

/// <summary>What a virus lacks, in sentences that say what to do.</summary>
public static class OtuIssueWords
{
    /// <summary>Of the virus as a whole.</summary>
    public static IReadOnlyList<string> Of(JoinedOtu joined, OtuIssues? issues)
    {
        if (issues is null)
        {
            return [];
        }

        var said = new List<string>();
        if (issues.EmptyOtu)
        {
            said.Add("It has no isolate. Add one with its sequences.");
        }

        if (issues.EmptyIsolates.Count > 0)
        {
            said.Add($"{Listed(issues.EmptyIsolates.Select(id => NameOf(joined, id)))} {(issues.EmptyIsolates.Count == 1 ? "has" : "have")} no sequence. Add one, or remove the isolate.");
        }

        if (issues.EmptySequences.Count > 0)
        {
            said.Add($"{Listed(joined.Sequences.Where(sequence => issues.EmptySequences.Contains(sequence.Id)).Select(sequence => sequence.Accession))} {(issues.EmptySequences.Count == 1 ? "has" : "have")} no nucleotides. Give them, or remove the sequence.");
        }

        if (issues.IsolateInconsistency)
        {
            said.Add($"Its isolates differ in their number of sequences: {Counts(joined)}. Give each the same, one of each segment.");
        }

        return said;
    }

    /// <summary>Of one isolate; null: it lacks nothing.</summary>
    public static string? Of(JoinedOtu joined, OtuIssues? issues, string isolateId) => issues switch
    {
        null => null,
        _ when issues.EmptyIsolates.Contains(isolateId) => "no sequence",
        _ when joined.SequencesOf(isolateId).Any(sequence => issues.EmptySequences.Contains(sequence.Id)) => "a sequence without nucleotides",
        { IsolateInconsistency: true } when joined.SequencesOf(isolateId).Count() < MostCommon(joined) => "fewer sequences than others",
        { IsolateInconsistency: true } when joined.SequencesOf(isolateId).Count() > MostCommon(joined) => "more sequences than others",
        _ => null,
    };

    private static int MostCommon(JoinedOtu joined) => joined.Otu.Isolates
        .GroupBy(isolate => joined.SequencesOf(isolate.Id).Count())
        .OrderByDescending(group => group.Count())
        .ThenByDescending(group => group.Key)
        .First().Key;

    private static string Counts(JoinedOtu joined) => string.Join(
        ", ",
        joined.Otu.Isolates.GroupBy(isolate => joined.SequencesOf(isolate.Id).Count()).OrderByDescending(group => group.Count()).Select(group =>
            $"{(group.Count() == 1 ? group.First().Name : Words.Count(group.Count(), "isolate"))} {(group.Count() == 1 ? "has" : "have")} {Words.Number(group.Key)}"));

    private static string NameOf(JoinedOtu joined, string isolateId) => joined.Otu.Isolates.FirstOrDefault(isolate => isolate.Id == isolateId)?.Name ?? "An isolate";

    private static string Listed(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length switch
        {
            1 => all[0],
            <= 5 => $"{string.Join(", ", all[..^1])} and {all[^1]}",
            _ => $"{string.Join(", ", all[..4])} and {Words.Number(all.Length - 4)} more",
        };
    }
}
