using System.Globalization;
using Virtool.App.Api;
using Virtool.App.Server.Security;
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
            await (OfPrograms.Is(context.Request)
                ? ApiErrors.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "database_away", sentence)
                : PlainPage.WriteAsync(context.Response, StatusCodes.Status503ServiceUnavailable, "The database is away", sentence));
        }
    });
}
