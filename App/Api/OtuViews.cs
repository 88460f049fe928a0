using Virtool.Domain.History;
using Virtool.Domain.Otus;
using Virtool.Domain.References;

namespace Virtool.App.Api;

/// <summary>Viruses, isolates and sequences as the API serves them in full.</summary>
internal static class OtuViews
{
    /// <summary>A virus with everything that it consists of.</summary>
    /// <param name="joined">The virus.</param>
    /// <param name="lastIndexed">Its version in the newest index that is ready; null: it has none.</param>
    /// <param name="newest">Its newest change that no index has; null: there is none.</param>
    public static object Of(JoinedOtu joined, int? lastIndexed, Change? newest) => new
    {
        joined.Otu.Id,
        joined.Otu.Name,
        joined.Otu.Abbreviation,
        joined.Otu.Reference,
        joined.Otu.Verified,
        joined.Otu.Version,
        LastIndexedVersion = lastIndexed,
        Taxid = joined.Otu.TaxonId,
        joined.Otu.TaxonName,
        Remote = Stubs.Id(joined.Otu.RemoteId),
        joined.Otu.CreatedAt,
        joined.Otu.Schema,
        Isolates = joined.Otu.Isolates.Select(isolate => Of(joined, isolate)),
        Issues = Of(joined, OtuIssues.Of(joined)),
        MostRecentChange = newest is null ? null : Projections.Of(newest),
    };

    /// <summary>An isolate with its sequences.</summary>
    public static object Of(JoinedOtu joined, Isolate isolate) => new
    {
        isolate.Id,
        isolate.SourceType,
        isolate.SourceName,
        isolate.Default,
        Sequences = joined.SequencesOf(isolate.Id).Select(Of),
    };

    /// <summary>A sequence with its nucleotides.</summary>
    public static object Of(Sequence sequence) => new
    {
        sequence.Id,
        sequence.Accession,
        sequence.Definition,
        sequence.Host,
        sequence.Segment,
        sequence.Target,
        sequence.Length,
        Sequence = sequence.Nucleotides,
        sequence.OtuId,
        sequence.IsolateId,
        Reference = Stubs.Id(sequence.ReferenceId),
        Remote = Stubs.Id(sequence.RemoteId),
    };

    private static object? Of(JoinedOtu joined, OtuIssues? issues) => issues is null ? null : new
    {
        issues.EmptyOtu,
        EmptyIsolate = OrFalse(issues.EmptyIsolates),
        EmptySequence = OrFalse([.. joined.Sequences.Where(sequence => issues.EmptySequences.Contains(sequence.Id)).Select(sequence => new { sequence.Id, sequence.IsolateId })]),
        issues.IsolateInconsistency,
    };

    private static object OrFalse<T>(IReadOnlyList<T> list) => list.Count == 0 ? false : list;
}
