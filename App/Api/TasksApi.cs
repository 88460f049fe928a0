using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Tasks;

namespace Virtool.App.Api;

/// <summary><c>/api/processes</c>: what the server does by itself.</summary>
internal static class TasksApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapTasks(this RouteGroupBuilder api)
    {
        api.MapGet("/processes", ListAsync);
        api.MapGet("/processes/{id}", GetAsync);
        api.MapPut("/processes/{id}/cancel", CancelAsync);
    }

    private static Task<IResult> ListAsync(ClaimsPrincipal user, HttpRequest request, TaskService service, CancellationToken cancellation)
    {
        var all = service.Search(user.Viewer());
        return Paging.Of(request).ListAsync(request, all, all, Projections.Of, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, TaskService service, CancellationToken cancellation) =>
        Results.Json(Projections.Of(await service.GetAsync(user.Viewer(), id, cancellation)), Json.Served);

    private static async Task<IResult> CancelAsync(ClaimsPrincipal user, string id, TaskService service, CancellationToken cancellation) =>
        Results.Json(Projections.Of(await service.CancelAsync(user.Viewer(), id, cancellation)), Json.Served);
}
