using System.Security.Claims;
using Virtool.App.Uploads;
using Virtool.Components.Shell;
using Virtool.Data.Documents;
using Virtool.Domain.Rights;

namespace Virtool.App.Api;

/// <summary>All routes under <c>/api</c>.</summary>
internal static class ApiRoutes
{
    /// <summary>Maps them.</summary>
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization().WithApiErrors();
        api.MapGet("/", () => Results.Json(
            new
            {
                Product.Version,
                Endpoints = new
                {
                    Samples = "/api/samples",
                    Analyses = "/api/analyses",
                    Jobs = "/api/jobs",
                    Files = "/api/files",
                    Imports = "/api/imports",
                    Uploads = "/api/uploads",
                    Trash = "/api/trash",
                    Questions = "/api/questions",
                    Check = "/api/check",
                    Resources = "/api/resources",
                },
            },
            Json.Served));
        api.MapSamples();
        api.MapAnalyses();
        api.MapJobs();
        api.MapResources();
        api.MapFiles();
        api.MapImports();
        api.MapUploadList();
        api.MapTrash();
        api.MapQuestions();
        api.MapCheck();
        api.MapFallback(() => ApiErrors.Error(StatusCodes.Status404NotFound, "not_found", "There is no such address in the API."));
    }

    /// <summary>Who makes a request; the routes take signed-in users only.</summary>
    public static Viewer Viewer(this ClaimsPrincipal user) =>
        ViewerClaims.From(user) ?? throw new InvalidOperationException("A route without authorization asked for its viewer.");
}
