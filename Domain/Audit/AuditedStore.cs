using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Domain.Audit;

/// <summary>
/// The engine, and what every write of a person leaves in the audit trail: in the same batch, so that neither is there without the other.
/// What the server does by itself passes as it is. The trail itself takes entries only.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="acting">Who acts.</param>
/// <param name="scribe">Writes entries.</param>
public sealed class AuditedStore(IDocumentStore engine, Acting acting, AuditScribe scribe) : IDocumentStore
{
    /// <inheritdoc />
    public Task EnsureAsync(CollectionDefinition definition, CancellationToken cancellation = default) => engine.EnsureAsync(definition, cancellation);

    /// <inheritdoc />
    public async Task<T> InsertAsync<T>(string collection, T document, CancellationToken cancellation = default)
        where T : Document
    {
        if (!IsHeard(collection))
        {
            return await engine.InsertAsync(collection, document, cancellation);
        }

        await BatchAsync([new Write.Insert(collection, document)], cancellation);
        return document with { Revision = 1 };
    }

    /// <inheritdoc />
    public async Task<T?> ReplaceAsync<T>(string collection, T document, CancellationToken cancellation = default)
        where T : Document
    {
        RefuseChange(collection);
        if (!IsHeard(collection))
        {
            return await engine.ReplaceAsync(collection, document, cancellation);
        }

        try
        {
            await BatchAsync([new Write.Replace(collection, document)], cancellation);
            return document with { Revision = document.Revision + 1 };
        }
        catch (ConflictException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async Task<bool> DeleteAsync(string collection, string id, CancellationToken cancellation = default)
    {
        RefuseChange(collection);
        if (!IsHeard(collection))
        {
            return await engine.DeleteAsync(collection, id, cancellation);
        }

        while (await engine.FindAsync(collection, Query<AnyDocument>.ById(id), cancellation) is [var found, ..])
        {
            try
            {
                await BatchAsync([new Write.Delete(collection, id, found.Revision)], cancellation);
                return true;
            }
            catch (ConflictException)
            {
                // Somebody else was in between: what is removed is what the trail tells of.
            }
        }

        return false;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<T>> FindAsync<T>(string collection, Query<T> query, CancellationToken cancellation = default)
        where T : Document => engine.FindAsync(collection, query, cancellation);

    /// <inheritdoc />
    public Task<long> CountAsync(string collection, Filter filter, CancellationToken cancellation = default) => engine.CountAsync(collection, filter, cancellation);

    /// <inheritdoc />
    public async Task BatchAsync(IReadOnlyList<Write> writes, CancellationToken cancellation = default)
    {
        foreach (var write in writes.Where(write => write is not Write.Insert))
        {
            RefuseChange(write.Collection);
        }

        var entries = acting.Now is { } actor ? await scribe.OfAsync(engine, actor, writes, cancellation) : [];
        await engine.BatchAsync(entries.Count == 0 ? writes : [.. writes, .. entries.Select(entry => new Write.Insert(AuditEntry.Collection, entry))], cancellation);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private static void RefuseChange(string collection)
    {
        if (collection == AuditEntry.Collection)
        {
            throw new InvalidOperationException("Entries of the audit trail are neither changed nor removed.");
        }
    }

    private bool IsHeard(string collection) => acting.Now is not null && collection != AuditEntry.Collection && AuditRules.IsHeard(collection);
}
