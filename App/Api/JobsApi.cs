using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Jobs;

namespace Virtool.App.Api;

/// <summary><c>/api/jobs</c>.</summary>
internal static class JobsApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapJobs(this RouteGroupBuilder api)
    {
        api.MapGet("/jobs", ListAsync);
        api.MapGet("/jobs/{id}", GetAsync);
        api.MapPut("/jobs/{id}/cancel", CancelAsync);
    }

    private static Task<IResult> ListAsync(
        ClaimsPrincipal user, HttpRequest request, string? find, JobService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        return Paging.Of(request).ListAsync(request, service.Search(viewer), service.Search(viewer, find), Projections.Of, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, JobService service, CancellationToken cancellation) =>
        Results.Json(Full(await service.GetAsync(user.Viewer(), id, cancellation)), Json.Served);

    private static async Task<IResult> CancelAsync(ClaimsPrincipal user, string id, JobService service, CancellationToken cancellation) =>
        Results.Json(Full(await service.CancelAsync(user.Viewer(), id, cancellation)), Json.Served);

    private static object Full(Job job) => new
    {
        job.Id,
        job.Task,
        job.Args,
        job.Status,
        job.State,
        job.Stage,
        job.Progress,
        job.Reason,
        job.Proc,
        job.Mem,
        job.Subject,
        job.Queue,
        job.Executor,
        job.ExternalId,
        job.Attempts,
        job.Steps,
        job.Error,
        job.CancelRequested,
        User = Stubs.User(job.User),
        job.CreatedAt,
        job.StartedAt,
        job.FinishedAt,
    };
}
