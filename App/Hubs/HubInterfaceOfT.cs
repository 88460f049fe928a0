using System.Runtime.CompilerServices;
using System.Text.Json;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;

namespace Virtool.App.Hubs;

/// <summary>A collection that the hub tells of, typed.</summary>
/// <typeparam name="T">The documents.</typeparam>
/// <param name="collection">The collection.</param>
/// <param name="view">The projection.</param>
/// <param name="audience">Who may see a document; null where that is said by its reference.</param>
/// <param name="reference">The reference that says who may see a document.</param>
internal sealed class HubInterface<T>(Collection<T> collection, Func<T, object> view, Func<T, Audience>? audience, Func<T, string>? reference = null)
    : HubInterface(collection.Name, isSmall: audience is not null)
    where T : Document
{
    private const int PageSize = 500;

    /// <inheritdoc />
    public override async Task<IReadOnlyList<FoundDocument>> ReadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var found = await collection.FindAsync(Where<T>.IsIn(document => document.Id, ids), cancellation);
        return [.. found.Select(Found)];
    }

    /// <inheritdoc />
    public override async IAsyncEnumerable<IReadOnlyList<(string Id, Audience Audience)>> AudiencesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (audience is null)
        {
            yield break;
        }

        var last = "";
        while (true)
        {
            var page = await collection.FindAsync(Query<T>.All.Where(Where<T>.Above(document => document.Id, last)).Window(0, PageSize), cancellation);
            if (page.Count == 0)
            {
                yield break;
            }

            yield return [.. page.Select(document => (document.Id, audience(document)))];
            last = page[^1].Id;
        }
    }

    private FoundDocument Found(T document) =>
        new(document.Id, JsonSerializer.SerializeToElement(view(document), Json.Served), audience?.Invoke(document), reference?.Invoke(document));
}
