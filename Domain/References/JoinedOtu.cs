using Virtool.Domain.Rights;

namespace Virtool.Domain.References;

/// <summary>A virus with its sequences, in the order of its isolates and of their places.</summary>
/// <param name="Otu">The virus.</param>
/// <param name="Sequences">Its sequences.</param>
public sealed record JoinedOtu(Otu Otu, IReadOnlyList<Sequence> Sequences)
{
    /// <summary>Joins, and puts the sequences into their order. Those of no isolate are left out.</summary>
    public static JoinedOtu Of(Otu otu, IEnumerable<Sequence> sequences)
    {
        var byIsolate = sequences.ToLookup(sequence => sequence.IsolateId, StringComparer.Ordinal);
        return new JoinedOtu(otu, [.. otu.Isolates.SelectMany(isolate => byIsolate[isolate.Id].OrderBy(sequence => sequence.Position).ThenBy(sequence => sequence.Id, StringComparer.Ordinal))]);
    }

    /// <summary>The sequences of one isolate.</summary>
    public IEnumerable<Sequence> SequencesOf(string isolateId) => Sequences.Where(sequence => sequence.IsolateId == isolateId);

    /// <summary>One of the isolates.</summary>
    /// <exception cref="NotFoundException">There is no such one.</exception>
    public Isolate Isolate(string isolateId) =>
        Otu.Isolates.FirstOrDefault(isolate => isolate.Id == isolateId) ?? throw new NotFoundException("The virus has no such isolate.");

    /// <summary>One of an isolate's sequences.</summary>
    /// <exception cref="NotFoundException">There is no such isolate, or it has no such sequence.</exception>
    public Sequence Sequence(string isolateId, string sequenceId) =>
        SequencesOf(Isolate(isolateId).Id).FirstOrDefault(sequence => sequence.Id == sequenceId) ?? throw new NotFoundException("The isolate has no such sequence.");
}
