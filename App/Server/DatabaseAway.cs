using System.Globalization;
using System.Net.Mime;
using Virtool.App.Api;
using Virtool.Data.Store;

namespace Virtool.App.Server;

/// <summary>
/// Answers requests for which the database would be needed while it is away: 503 and a sentence, to programs as every error, to people as a page
/// that needs nothing of the database. Why it is away stands in the log alone.
/// </summary>
internal static class DatabaseAway
{
    private const string Reading = "The database cannot be reached at the moment. Nothing is lost: try again in a while.";
    private const string Writing = "The database cannot be reached at the moment. Whether what you sent was done is not known: look again in a while.";
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    /// <summary>From here on inwards.</summary>
    public static void UseDatabaseAway(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (StoreException exception) when (exception.IsPassing && !context.Response.HasStarted)
        {
            app.Logger.LogWarning("{Method} {Path} was not answered: {Why}", context.Request.Method, context.Request.Path, exception.Message);
            context.Response.Clear();
            context.Response.Headers.RetryAfter = Retry.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            var sentence = HttpMethods.IsGet(context.Request.Method) ? Reading : Writing;
            await (IsOfPrograms(context.Request)
                ? ApiErrors.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "database_away", sentence)
                : WritePageAsync(context.Response, sentence));
        }
    });

    private static bool IsOfPrograms(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || request.Path.StartsWithSegments("/upload", StringComparison.Ordinal);

    private static Task WritePageAsync(HttpResponse response, string sentence)
    {
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
        return response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>The database is away</title><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
            <body style="font-family: sans-serif; max-width: 40em; margin: 4em auto; padding: 0 1em"><h1>The database is away</h1><p>{sentence}</p></body>
            </html>
            """,
            response.HttpContext.RequestAborted);
    }
}
