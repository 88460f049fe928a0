using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.History;
using Virtool.Domain.Links;
using Virtool.Domain.References;

namespace Virtool.Domain.Otus;

/// <summary>
/// Fills and empties whole references. What is written belongs to a reference that is not ready, so nobody uses it before one update makes the
/// reference whole; what was written before a crash is cleared, and written again.
/// </summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="references">The references.</param>
/// <param name="otus">Their OTUs.</param>
/// <param name="sequences">The OTUs' sequences.</param>
/// <param name="changes">The history.</param>
/// <param name="former">Nucleotides of former versions.</param>
/// <param name="time">The clock.</param>
public sealed class BulkOtus(
    IDocumentStore store,
    Collection<Reference> references,
    Collection<Otu> otus,
    Collection<Sequence> sequences,
    Collection<Change> changes,
    Collection<FormerNucleotides> former,
    TimeProvider time)
{
    // A batch of the store is at most 8 MB. A document is about as large as its texts and this many bytes of names and signs.
    private const int BatchBytes = 4_000_000;
    private const int DocumentBytes = 500;
    private const int PartBytes = 150;

    /// <summary>Writes viruses, each with its first change, in the order in which they come.</summary>
    /// <param name="reference">A reference that is not ready.</param>
    /// <param name="user">Who brings them.</param>
    /// <param name="method">How they come: <see cref="ChangeMethod.Import"/>, <see cref="ChangeMethod.Clone"/> or <see cref="ChangeMethod.Remote"/>.</param>
    /// <param name="viruses">The viruses, of version 0 and settled (<see cref="OtuRules.Settled"/>).</param>
    /// <param name="written">Told how many are written, after each batch.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="DuplicateException">An id or a name is taken.</exception>
    public async Task<int> AddAsync(
        Reference reference, Link user, ChangeMethod method, IAsyncEnumerable<JoinedOtu> viruses, Func<int, Task>? written = null, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        var writes = new List<Write>();
        var size = 0;
        var count = 0;
        await foreach (var virus in viruses.WithCancellation(cancellation))
        {
            var more = SizeOf(virus);
            if (size + more > BatchBytes && writes.Count > 0)
            {
                await WriteAsync();
            }

            count++;
            writes.Add(otus.ToInsert(virus.Otu));
            writes.AddRange(virus.Sequences.Select(sequences.ToInsert));
            writes.Add(changes.ToInsert(First(reference, user, method, virus.Otu, count, now)));
            size += more;
        }

        if (writes.Count > 0)
        {
            await WriteAsync();
        }

        return count;

        async Task WriteAsync()
        {
            await store.BatchAsync(writes, cancellation);
            (writes, size) = ([], 0);
            if (written is not null)
            {
                await written(count);
            }
        }
    }

    /// <summary>Makes a filled reference whole: from now on it is used, and no task works on it.</summary>
    /// <param name="referenceId">The reference.</param>
    /// <param name="count">How many viruses were written.</param>
    /// <param name="change">What else becomes known of it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The reference; null: it was removed meanwhile.</returns>
    public Task<Reference?> PublishAsync(string referenceId, int count, Func<Reference, Reference> change, CancellationToken cancellation = default) =>
        references.UpdateAsync(referenceId, reference => change(reference) with { Ready = true, TaskId = null, OtuCount = count, Changes = count }, cancellation);

    /// <summary>Removes the viruses of a reference, their sequences and their history, a window at a time.</summary>
    /// <param name="referenceId">The reference.</param>
    /// <param name="spared">The viruses that stay.</param>
    /// <param name="removed">Told how many viruses are removed, after each window.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task ClearAsync(string referenceId, IReadOnlySet<string>? spared = null, Func<int, Task>? removed = null, CancellationToken cancellation = default)
    {
        var count = 0;
        spared ??= new HashSet<string>();
        await RemoveAsync(changes, Where<Change>.Is(change => change.ReferenceId, referenceId), change => spared.Contains(change.Otu.Id), null, cancellation);
        await RemoveAsync(former, Where<FormerNucleotides>.Is(one => one.ReferenceId, referenceId), one => spared.Contains(one.OtuId), null, cancellation);
        await RemoveAsync(sequences, Where<Sequence>.Is(sequence => sequence.ReferenceId, referenceId), sequence => spared.Contains(sequence.OtuId), null, cancellation);
        await RemoveAsync(otus, Where<Otu>.Is(otu => otu.Reference.Id, referenceId), otu => spared.Contains(otu.Id), CountAsync, cancellation);

        Task CountAsync(int more) => removed is null ? Task.CompletedTask : removed(count += more);
    }

    private async Task RemoveAsync<T>(Collection<T> collection, Filter filter, Func<T, bool> stays, Func<int, Task>? removed, CancellationToken cancellation)
        where T : Document
    {
        const int window = 500;
        var after = "";
        while (await collection.FindAsync(
            Query<T>.All.Where(filter & Where<T>.Above(document => document.Id, after)).OrderBy(document => document.Id).Window(0, window), cancellation) is [_, ..] found)
        {
            after = found[^1].Id;
            Write[] writes = [.. found.Where(document => !stays(document)).Select(document => collection.ToDelete(document.Id))];
            if (writes is not [])
            {
                await store.BatchAsync(writes, cancellation);
            }

            if (removed is not null)
            {
                await removed(writes.Length);
            }
        }
    }

    private static Change First(Reference reference, Link user, ChangeMethod method, Otu otu, int number, DateTimeOffset now) => new()
    {
        Id = Change.IdOf(otu.Id, otu.Version, method),
        Number = number,
        MethodName = method,
        Description = $"{Verb(method)} {OtuEdits.Full(otu)}",
        CreatedAt = now,
        User = user,
        ReferenceId = reference.Id,
        Otu = new Link(otu.Id, otu.Name),
        OtuVersion = otu.Version,
    };

    private static string Verb(ChangeMethod method) => method switch
    {
        ChangeMethod.Clone => "Cloned",
        ChangeMethod.Remote => "Installed",
        _ => "Imported",
    };

    // A letter of a name or a text takes up to three bytes.
    private static int SizeOf(JoinedOtu virus) =>
        (2 * DocumentBytes)
        + (PartBytes * (virus.Otu.Isolates.Count + virus.Otu.Schema.Count))
        + virus.Otu.Isolates.Sum(isolate => 3 * (isolate.SourceType.Length + isolate.SourceName.Length))
        + virus.Sequences.Sum(sequence => DocumentBytes + sequence.Nucleotides.Length + (3 * (sequence.Definition.Length + sequence.Host.Length + (2 * sequence.Accession.Length))));
}
