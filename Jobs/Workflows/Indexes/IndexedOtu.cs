using Virtool.Domain.References;

namespace Virtool.Jobs.Workflows.Indexes;

/// <summary>A virus with all of its isolates and sequences, as it was when its index was built. Analyses read this, so later edits do not matter to them.</summary>
/// <param name="Id">The OTU's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Abbreviation">Its short name; may be empty.</param>
/// <param name="Version">Its version.</param>
/// <param name="Schema">Its segments, in order.</param>
/// <param name="Isolates">Its isolates, in order.</param>
public sealed record IndexedOtu(
    string Id,
    string Name,
    string Abbreviation,
    int Version,
    IReadOnlyList<Segment> Schema,
    IReadOnlyList<IndexedIsolate> Isolates)
{
    /// <summary>Joins a virus with its sequences.</summary>
    /// <param name="otu">The virus.</param>
    /// <param name="sequences">Its sequences, in order.</param>
    public static IndexedOtu Of(Otu otu, IReadOnlyList<Sequence> sequences) => new(
        otu.Id,
        otu.Name,
        otu.Abbreviation,
        otu.Version,
        otu.Schema,
        [.. otu.Isolates.Select(isolate => Of(isolate, sequences))]);

    private static IndexedIsolate Of(Isolate isolate, IReadOnlyList<Sequence> sequences) => new(
        isolate.Id,
        isolate.Name,
        isolate.Default,
        [
            .. sequences
                .Where(sequence => sequence.IsolateId == isolate.Id)
                .Select(sequence => new IndexedSequence(
                    sequence.Id, sequence.Accession, sequence.Definition, sequence.Host, sequence.Segment, sequence.Nucleotides)),
        ]);
}
