using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Domain.Migrations;

/// <summary>How a migration reads and writes documents: in windows and batches, so that it needs little memory however many there are.</summary>
/// <param name="store">The engine.</param>
/// <param name="definitions">The collections as this version has them.</param>
/// <param name="name">The migration, for the log.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class MigrationDocuments(IDocumentStore store, IReadOnlyList<CollectionDefinition> definitions, string name, TimeProvider clock, ILogger logger)
{
    /// <summary>How many bytes of documents are read at a time, about, and written at a time at the most.</summary>
    private const int Portion = 4 * 1024 * 1024;

    private const int FirstWindow = 16;
    private const int LargestWindow = 1_000;

    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Changes documents of a collection, each on its own.</summary>
    /// <param name="collection">The collection; it may be one that this version has no more.</param>
    /// <param name="change">Gives the document as it is to be, or the one that it was given where nothing is to be done.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    public Task ChangeAsync(string collection, Func<AnyDocument, AnyDocument> change, CancellationToken cancellation) =>
        ChangeAsync(collection, (window, _) => Task.FromResult<IReadOnlyList<AnyDocument>>([.. window.Select(change)]), cancellation);

    /// <summary>Changes documents of a collection, a window at a time: where others must be looked up for it.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="change">Gives each document of the window as it is to be, in any order; may run again on the same ones.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    public async Task ChangeAsync(
        string collection, Func<IReadOnlyList<AnyDocument>, CancellationToken, Task<IReadOnlyList<AnyDocument>>> change, CancellationToken cancellation)
    {
        await KnowAsync(collection, cancellation);
        var all = await store.CountAsync(collection, Filter.All, cancellation);
        var (done, size, last) = (0L, FirstWindow, "");
        var reported = clock.GetTimestamp();
        while (await ReadAsync(collection, last, size, cancellation) is { Count: > 0 } window)
        {
            if (!await TryWriteAsync(collection, window, await change(window, cancellation), cancellation))
            {
                continue;
            }

            last = window[^1].Id;
            done += window.Count;
            size = (int)Math.Clamp((long)Portion * window.Count / Math.Max(1, window.Sum(Size)), 1, LargestWindow);
            if (clock.GetElapsedTime(reported) > BetweenReports)
            {
                reported = clock.GetTimestamp();
                logger.LogInformation("{Migration}: {Done:N0} of {All:N0} documents of {Collection} are done.", name, done, all, collection);
            }
        }
    }

    /// <summary>Adds documents; those that are there already stay as they are.</summary>
    public async Task AddAsync<T>(string collection, IReadOnlyList<T> added, CancellationToken cancellation)
        where T : Document
    {
        var there = await GetAsync(collection, added.Select(document => document.Id), cancellation);
        foreach (var document in added.Where(document => !there.ContainsKey(document.Id)))
        {
            await store.InsertAsync(collection, document, cancellation);
        }
    }

    /// <summary>Documents by their ids; what is not there is left out.</summary>
    public async Task<IReadOnlyDictionary<string, AnyDocument>> GetAsync(string collection, IEnumerable<string> ids, CancellationToken cancellation)
    {
        await KnowAsync(collection, cancellation);
        var found = await store.FindAsync(collection, Query<AnyDocument>.All.Where(new Filter.In("_id", [.. ids.Distinct()])), cancellation);
        return found.ToDictionary(document => document.Id);
    }

    private static long Size(AnyDocument document) => document.Fields.Sum(field => (long)field.Key.Length + JsonMarshal.GetRawUtf8Value(field.Value).Length);

    /// <summary>
    /// Makes a collection known to the store, without the indexes that its documents may not fit before the migration; those of texts are
    /// needed, since an engine may keep what they need in the documents.
    /// </summary>
    private async Task KnowAsync(string collection, CancellationToken cancellation)
    {
        if (_known.Add(collection))
        {
            var indexes = definitions.FirstOrDefault(definition => definition.Name == collection)?.Indexes ?? [];
            await store.EnsureAsync(new CollectionDefinition(collection, [.. indexes.Where(index => index.Kind == IndexKind.Text)]), cancellation);
        }
    }

    private Task<IReadOnlyList<AnyDocument>> ReadAsync(string collection, string after, int count, CancellationToken cancellation) =>
        store.FindAsync(collection, Query<AnyDocument>.All.Where(new Filter.Range("_id", Above: after)).Window(0, count), cancellation);

    /// <summary>False where somebody, who is not to write now, wrote to one of them in between: then the window is read again.</summary>
    private async Task<bool> TryWriteAsync(string collection, IReadOnlyList<AnyDocument> before, IReadOnlyList<AnyDocument> after, CancellationToken cancellation)
    {
        var was = before.ToDictionary(document => document.Id);
        var changed = after.Where(document => !ReferenceEquals(was[document.Id], document)).ToArray();
        try
        {
            foreach (var batch in Batches(changed))
            {
                await store.BatchAsync([.. batch.Select(document => new Write.Replace(collection, document))], cancellation);
            }

            foreach (var large in changed.Where(IsLarge))
            {
                if (await store.ReplaceAsync(collection, large, cancellation) is null)
                {
                    return false;
                }
            }

            return true;
        }
        catch (ConflictException)
        {
            return false;
        }
    }

    private static bool IsLarge(AnyDocument document) => Size(document) > Portion;

    private static IEnumerable<List<AnyDocument>> Batches(IEnumerable<AnyDocument> documents)
    {
        var (batch, size) = (new List<AnyDocument>(), 0L);
        foreach (var document in documents.Where(document => !IsLarge(document)))
        {
            var more = Size(document);
            if (batch.Count > 0 && size + more > Portion)
            {
                yield return batch;
                (batch, size) = ([], 0);
            }

            batch.Add(document);
            size += more;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
