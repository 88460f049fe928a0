using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;

namespace Virtool.Jobs.References.Import;

/// <summary>Makes viruses of a reference out of those of a file that was checked.</summary>
/// <param name="reference">The reference.</param>
/// <param name="ids">Which ids are kept.</param>
/// <param name="now">When they come.</param>
/// <param name="remote">They are kept in step with their source, so each remembers the id that it has there, also where it has the same here.</param>
public sealed class SourceOtus(Link reference, IdPlan ids, DateTimeOffset now, bool remote = false)
{
    /// <summary>The virus, of version 0 and settled. Of several default isolates, or none, the first is the default one.</summary>
    public JoinedOtu Join(SourceOtu source)
    {
        var id = ids.OfOtu(source.Id);
        var byDefault = Math.Max(0, source.Isolates.ToList().FindIndex(isolate => isolate.Default));
        Isolate[] isolates =
        [
            .. source.Isolates.Select((isolate, index) => new Isolate(SourceIds.Kept(isolate.Id) ?? Ids.New(), isolate.SourceType, isolate.SourceName, index == byDefault)),
        ];
        var otu = new Otu
        {
            Id = id,
            Name = source.Name,
            LowerName = "",
            Abbreviation = source.Abbreviation,
            Reference = reference,
            Isolates = isolates,
            Schema = source.Schema,
            TaxonId = source.TaxonId,
            TaxonName = source.TaxonName,
            RemoteId = Remembered(source.Id, id),
            CreatedAt = now,
        };
        var sequences = source.Isolates.SelectMany((isolate, at) => isolate.Sequences.Select((sequence, position) => Sequence(sequence, otu, isolates[at].Id, position)));
        return OtuRules.Settled(new JoinedOtu(otu, [.. sequences]));
    }

    private Sequence Sequence(SourceSequence source, Otu otu, string isolateId, int position)
    {
        var id = ids.OfSequence(source.Id);
        return new Sequence
        {
            Id = id,
            Accession = source.Accession,
            Definition = source.Definition,
            Host = source.Host,
            Segment = source.Segment,
            Target = source.Target,
            RemoteId = Remembered(source.Id, id),
            Nucleotides = source.Nucleotides,
            Length = source.Length,
            Position = position,
            OtuId = otu.Id,
            IsolateId = isolateId,
            ReferenceId = reference.Id,
        };
    }

    private string? Remembered(string? sourceId, string id) => remote || sourceId != id ? sourceId : null;
}
