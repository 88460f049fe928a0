using Virtool.Domain.References;

namespace Virtool.Domain.Otus;

/// <summary>Why a virus is not complete enough for an index.</summary>
/// <param name="EmptyOtu">It has no isolate.</param>
/// <param name="EmptyIsolates">The ids of its isolates without sequences.</param>
/// <param name="EmptySequences">The ids of its sequences without nucleotides.</param>
/// <param name="IsolateInconsistency">Its isolates differ in their number of sequences. Told only where the first two are not.</param>
public sealed record OtuIssues(bool EmptyOtu, IReadOnlyList<string> EmptyIsolates, IReadOnlyList<string> EmptySequences, bool IsolateInconsistency)
{
    /// <summary>Those of a virus; null: it is complete.</summary>
    public static OtuIssues? Of(JoinedOtu joined)
    {
        var counts = joined.Otu.Isolates.ToDictionary(isolate => isolate.Id, isolate => joined.SequencesOf(isolate.Id).Count(), StringComparer.Ordinal);
        string[] emptyIsolates = [.. counts.Where(count => count.Value == 0).Select(count => count.Key)];
        string[] emptySequences = [.. joined.Sequences.Where(sequence => sequence.Nucleotides.Length == 0).Select(sequence => sequence.Id)];
        var issues = new OtuIssues(
            counts.Count == 0,
            emptyIsolates,
            emptySequences,
            counts.Count > 0 && emptyIsolates.Length == 0 && counts.Values.Distinct().Count() > 1);
        return issues is { EmptyOtu: false, IsolateInconsistency: false } && emptyIsolates.Length == 0 && emptySequences.Length == 0 ? null : issues;
    }
}
