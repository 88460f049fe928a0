using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;

namespace Virtool.App.Api;

/// <summary>Which page of a list a request asks for: <c>page</c> from 1, <c>per_page</c> of 1 to 100.</summary>
internal sealed record Paging(int Page, int PerPage)
{
    private const int DefaultPerPage = 25;
    private const int MaximumPerPage = 100;

    /// <summary>Read from the query of a request.</summary>
    /// <exception cref="InvalidQueryException">One of them is no number of its range.</exception>
    public static Paging Of(HttpRequest request) => new(
        Number(request, "page", 1, int.MaxValue / MaximumPerPage, 1),
        Number(request, "per_page", 1, MaximumPerPage, DefaultPerPage));

    /// <summary>The page, with the counts of the base and of what was searched.</summary>
    /// <param name="request">The request.</param>
    /// <param name="all">What the viewer may see.</param>
    /// <param name="found">What was searched in it.</param>
    /// <param name="view">How a document is served.</param>
    /// <param name="cancellation">The request ended.</param>
    public async Task<IResult> ListAsync<T>(
        HttpRequest request,
        Query<T> all,
        Query<T> found,
        Func<T, object> view,
        CancellationToken cancellation)
        where T : Document
    {
        var collection = request.HttpContext.RequestServices.GetRequiredService<Collection<T>>();
        var total = await collection.CountAsync(all.Filter, cancellation);
        var count = found.Filter == all.Filter ? total : await collection.CountAsync(found.Filter, cancellation);
        var documents = await collection.FindAsync(found.Window((Page - 1) * PerPage, PerPage), cancellation);
        return Results.Json(
            new
            {
                Documents = documents.Select(view).ToArray(),
                TotalCount = total,
                FoundCount = count,
                PageCount = (count + PerPage - 1) / PerPage,
                PerPage,
                Page,
            },
            Json.Served);
    }

    private static int Number(HttpRequest request, string field, int least, int most, int otherwise)
    {
        if (!request.Query.TryGetValue(field, out var text))
        {
            return otherwise;
        }

        return int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new InvalidQueryException(field, $"{field} is a whole number from {least} to {most}.");
    }
}
