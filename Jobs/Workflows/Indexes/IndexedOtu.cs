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
    /// <summary>A virus as it is to be in an index.</summary>
    public static IndexedOtu Of(JoinedOtu virus) => new(
        virus.Otu.Id,
        virus.Otu.Name,
        virus.Otu.Abbreviation,
        virus.Otu.Version,
        virus.Otu.Schema,
        [.. virus.Otu.Isolates.Select(isolate => Of(isolate, virus.SequencesOf(isolate.Id)))]);

    private static IndexedIsolate Of(Isolate isolate, IEnumerable<Sequence> sequences) => new(
        isolate.Id,
        isolate.Name,
        isolate.Default,
        [
            .. sequences.Select(sequence => new IndexedSequence(
                sequence.Id, sequence.Accession, sequence.Definition, sequence.Host, sequence.Segment, sequence.Nucleotides)),
        ]);
}
