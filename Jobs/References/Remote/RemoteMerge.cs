using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Jobs.References.Import;

namespace Virtool.Jobs.References.Remote;

/// <summary>
/// Makes viruses as a release has them. What is here already keeps its ids: viruses and sequences are known by their id in the release, isolates by
/// theirs, which is the same here; and what has no id there by its name or accession.
/// </summary>
internal static class RemoteMerge
{
    /// <summary>What a virus of a release is known by.</summary>
    public static string KeyOf(SourceOtu otu) => otu.Id ?? NameKey(otu.Name);

    /// <summary>What a virus here is known by.</summary>
    public static string KeyOf(Otu otu) => otu.RemoteId ?? NameKey(otu.Name);

    /// <summary>A virus that is not here yet.</summary>
    /// <param name="source">As the release has it.</param>
    /// <param name="reference">Where it comes to.</param>
    /// <param name="now">When.</param>
    public static JoinedOtu Make(SourceOtu source, Link reference, DateTimeOffset now) => Fill(
        new JoinedOtu(new Otu { Id = Ids.New(), Name = source.Name, LowerName = source.Name.ToLowerInvariant(), Reference = reference, RemoteId = source.Id, CreatedAt = now }, []),
        source);

    /// <summary>A virus as the release has it, with the ids and the version that it has here.</summary>
    /// <param name="before">As it is here.</param>
    /// <param name="source">As the release has it.</param>
    public static JoinedOtu Fill(JoinedOtu before, SourceOtu source)
    {
        var first = source.Isolates.FirstOrDefault(isolate => isolate.Default) ?? (source.Isolates.Count > 0 ? source.Isolates[0] : null);
        var isolates = new List<Isolate>();
        var sequences = new List<Sequence>();
        foreach (var isolate in source.Isolates)
        {
            var id = IsolateId(before.Otu, isolate, isolates);
            isolates.Add(new Isolate(id, isolate.SourceType, isolate.SourceName, ReferenceEquals(isolate, first)));
            sequences.AddRange(Sequences(before, id, isolate));
        }

        var otu = before.Otu with
        {
            Name = source.Name,
            Abbreviation = source.Abbreviation,
            TaxonId = source.TaxonId ?? before.Otu.TaxonId,
            Schema = source.Schema,
            Isolates = isolates,
        };
        return OtuRules.Settled(new JoinedOtu(otu, sequences));
    }

    private static string NameKey(string name) => $"name {name.ToLowerInvariant()}";

    private static string IsolateId(Otu before, SourceIsolate isolate, List<Isolate> taken)
    {
        bool IsFree(string id) => taken.All(one => one.Id != id);
        if (SourceIds.Kept(isolate.Id) is { } id && IsFree(id))
        {
            return id;
        }

        return before.Isolates.FirstOrDefault(one => one.SourceType == isolate.SourceType && one.SourceName == isolate.SourceName && IsFree(one.Id))?.Id ?? Ids.New();
    }

    private static IEnumerable<Sequence> Sequences(JoinedOtu before, string isolateId, SourceIsolate isolate)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (position, source) in isolate.Sequences.Index())
        {
            var known = before.Sequences.FirstOrDefault(one => IsThat(one, isolateId, source) && !taken.Contains(one.Id));
            taken.Add(known?.Id ?? "");
            yield return new Sequence
            {
                Id = known?.Id ?? Ids.New(),
                Accession = source.Accession,
                Definition = source.Definition,
                Host = source.Host,
                Segment = source.Segment,
                Target = source.Target,
                Nucleotides = source.Nucleotides,
                Length = source.Nucleotides.Length,
                Position = position,
                RemoteId = source.Id,
                OtuId = before.Otu.Id,
                IsolateId = isolateId,
                ReferenceId = before.Otu.Reference.Id,
            };
        }
    }

    private static bool IsThat(Sequence here, string isolateId, SourceSequence source) =>
        source.Id is { } id ? here.RemoteId == id : here.RemoteId is null && here.IsolateId == isolateId && here.Accession == source.Accession;
}
