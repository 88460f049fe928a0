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
                    Labels = "/api/labels",
                    Analyses = "/api/analyses",
                    TrustRules = "/api/trust_rules",
                    Otus = "/api/otus",
                    History = "/api/history",
                    Indexes = "/api/indexes",
                    Processes = "/api/processes",
                    Jobs = "/api/jobs",
                    Files = "/api/files",
                    Imports = "/api/imports",
                    Uploads = "/api/uploads",
                    Trash = "/api/trash",
                    Questions = "/api/questions",
                    Check = "/api/check",
                    Audit = "/api/audit",
                    Refs = "/api/refs",
                    Subtractions = "/api/subtractions",
                    Hmms = "/api/hmms",
                    Resources = "/api/resources",
                    Account = "/api/account",
                    Users = "/api/users",
                    Groups = "/api/groups",
                    Settings = "/api/settings",
                    Software = "/api/software",
                },
            },
            Json.Served));
        api.MapAccess();
        api.MapSamples();
        api.MapSampleCreation();
        api.MapLabels();
        api.MapAnalyses();
        api.MapCaches();
        api.MapTrustRules();
        api.MapOtus();
        api.MapIsolates();
        api.MapHistory();
        api.MapIndexes();
        api.MapTasks();
        api.MapJobs();
        api.MapReferences();
        api.MapSubtractions();
        api.MapHmms();
        api.MapBlasts();
        api.MapResources();
        api.MapFiles();
        api.MapImports();
        api.MapUploadList();
        api.MapTrash();
        api.MapQuestions();
        api.MapCheck();
        api.MapAccount();
        api.MapKeys();
        api.MapUsers();
        api.MapGroups();
        api.MapSettings();
        api.MapAudit();
        api.MapRemoteReferences();
        api.MapGenBank();
        api.MapSoftware();
        app.MapOtuDownloads();
        app.MapSubtractionDownloads();
        app.MapAnalysisDownloads();
        app.MapContigDownloads();
        app.MapCacheDownloads();
        app.MapSampleDownloads();
        api.MapFallback(() => ApiErrors.Error(StatusCodes.Status404NotFound, "not_found", "There is no such address in the API."));
    }

    /// <summary>Who makes a request; the routes take signed-in users only.</summary>
    public static Viewer Viewer(this ClaimsPrincipal user) =>
        ViewerClaims.From(user) ?? throw new InvalidOperationException("A route without authorization asked for its viewer.");
}
