using System.Text.Json;
using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;

namespace Virtool.Domain.History;

/// <summary>What a version of a virus consists of, without what follows from it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Abbreviation">Its short name.</param>
/// <param name="TaxonId">Its number in NCBI's taxonomy.</param>
/// <param name="TaxonName">Its name there.</param>
/// <param name="RemoteId">Its id where it came from.</param>
/// <param name="CreatedAt">When it came into the reference.</param>
/// <param name="Schema">Its segments, in order.</param>
/// <param name="Isolates">Its isolates, in order.</param>
public sealed record OtuState(
    string Name,
    string Abbreviation,
    int? TaxonId,
    string TaxonName,
    string? RemoteId,
    DateTimeOffset CreatedAt,
    IReadOnlyList<Segment> Schema,
    IReadOnlyList<IsolateState> Isolates)
{
    /// <summary>The state of a virus as it is.</summary>
    public static OtuState Of(JoinedOtu joined) => new(
        joined.Otu.Name,
        joined.Otu.Abbreviation,
        joined.Otu.TaxonId,
        joined.Otu.TaxonName,
        joined.Otu.RemoteId,
        joined.Otu.CreatedAt,
        joined.Otu.Schema,
        [.. joined.Otu.Isolates.Select(isolate => new IsolateState(isolate.Id, isolate.SourceType, isolate.SourceName, isolate.Default, [.. joined.SequencesOf(isolate.Id).Select(Of)]))]);

    /// <summary>The state that a tree of JSON holds.</summary>
    /// <exception cref="JsonException">It holds none.</exception>
    public static OtuState Of(JsonElement tree) => tree.Deserialize<OtuState>(Json.Stored) ?? throw new JsonException("A state of a virus is null.");

    /// <summary>As a tree of JSON, as the difference of two is kept.</summary>
    public JsonElement ToTree() => JsonSerializer.SerializeToElement(this, Json.Stored);

    /// <summary>All sequences.</summary>
    public IEnumerable<SequenceState> Sequences() => Isolates.SelectMany(isolate => isolate.Sequences);

    /// <summary>The virus that is in this state.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="version">The version that the state is of.</param>
    /// <param name="reference">Its reference.</param>
    /// <param name="nucleotides">The nucleotides of each hash.</param>
    public JoinedOtu ToOtu(string id, int version, Link reference, Func<string, string> nucleotides)
    {
        var otu = new Otu
        {
            Id = id,
            Name = Name,
            LowerName = Name.ToLowerInvariant(),
            Abbreviation = Abbreviation,
            Reference = reference,
            TaxonId = TaxonId,
            TaxonName = TaxonName,
            RemoteId = RemoteId,
            CreatedAt = CreatedAt,
            Schema = Schema,
            Isolates = [.. Isolates.Select(isolate => new Isolate(isolate.Id, isolate.SourceType, isolate.SourceName, isolate.Default))],
            Version = version,
        };
        var sequences = Isolates.SelectMany(isolate => isolate.Sequences.Select((sequence, position) => new Sequence
        {
            Id = sequence.Id,
            Accession = sequence.Accession,
            Definition = sequence.Definition,
            Host = sequence.Host,
            Segment = sequence.Segment,
            Target = sequence.Target,
            RemoteId = sequence.RemoteId,
            Nucleotides = nucleotides(sequence.Hash),
            Length = sequence.Length,
            Position = position,
            OtuId = id,
            IsolateId = isolate.Id,
            ReferenceId = reference.Id,
        }));
        return OtuRules.Settled(new JoinedOtu(otu, [.. sequences]));
    }

    private static SequenceState Of(Sequence sequence) => new(
        sequence.Id,
        sequence.Accession,
        sequence.Definition,
        sequence.Host,
        sequence.Segment,
        sequence.Target,
        sequence.Nucleotides.Length,
        SequenceHash.Of(sequence.Nucleotides),
        sequence.RemoteId);
}
