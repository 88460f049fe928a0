using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.History;
using Virtool.Domain.References;

namespace Virtool.Jobs.References.Import;

/// <summary>Which ids of a file are free here, and are kept; all others get new ones. An id that the history knows is never used again.</summary>
/// <param name="otus">The ids of OTUs that can be kept.</param>
/// <param name="sequences">The ids of sequences that can be kept.</param>
public sealed class IdPlan(IReadOnlySet<string> otus, IReadOnlySet<string> sequences)
{
    private const int Window = 500;

    /// <summary>Nothing is kept.</summary>
    public static IdPlan None { get; } = new(new HashSet<string>(), new HashSet<string>());

    /// <summary>Looks which of the ids are free.</summary>
    public static async Task<IdPlan> OfAsync(
        IReadOnlyCollection<string> otuIds,
        IReadOnlyCollection<string> sequenceIds,
        Collection<Otu> otus,
        Collection<Sequence> sequences,
        Collection<Change> changes,
        CancellationToken cancellation)
    {
        var freeOtus = otuIds.ToHashSet(StringComparer.Ordinal);
        foreach (var ids in otuIds.Chunk(Window))
        {
            await TakeAsync(otus, Where<Otu>.IsIn(otu => otu.Id, ids), otu => otu.Id, freeOtus, cancellation);
            await TakeAsync(changes, Where<Change>.IsIn(change => change.Otu.Id, ids), change => change.Otu.Id, freeOtus, cancellation);
        }

        var freeSequences = sequenceIds.ToHashSet(StringComparer.Ordinal);
        foreach (var ids in sequenceIds.Chunk(Window))
        {
            await TakeAsync(sequences, Where<Sequence>.IsIn(sequence => sequence.Id, ids), sequence => sequence.Id, freeSequences, cancellation);
        }

        return new IdPlan(freeOtus, freeSequences);
    }

    /// <summary>The id that an OTU has here.</summary>
    public string OfOtu(string? id) => id is not null && otus.Contains(id) ? id : Ids.New();

    /// <summary>The id that a sequence has here.</summary>
    public string OfSequence(string? id) => id is not null && sequences.Contains(id) ? id : Ids.New();

    // Most often nothing is taken: counting is cheaper than reading.
    private static async Task TakeAsync<T>(Collection<T> collection, Filter filter, Func<T, string> id, HashSet<string> free, CancellationToken cancellation)
        where T : Document
    {
        if (await collection.CountAsync(filter, cancellation) > 0)
        {
            free.ExceptWith((await collection.FindAsync(filter, cancellation)).Select(id));
        }
    }
}
