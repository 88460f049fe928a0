using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Jobs.Logs;

namespace Virtool.App.Api;

/// <summary><c>/api/jobs</c>.</summary>
internal static class JobsApi
{
    private static readonly Dictionary<string, JobState[]> Filters = new(StringComparer.Ordinal)
    {
        ["finished"] = [JobState.Complete, JobState.Error, JobState.Cancelled],
        ["complete"] = [JobState.Complete],
        ["failed"] = [JobState.Error, JobState.Cancelled],
    };

    /// <summary>Maps the routes.</summary>
    public static void MapJobs(this RouteGroupBuilder api)
    {
        api.MapGet("/jobs", ListAsync);
        api.MapGet("/jobs/{id}", GetAsync);
        api.MapGet("/jobs/{id}/log", LogAsync);
        api.MapPut("/jobs/{id}/cancel", CancelAsync);
        api.MapPut("/jobs/{id}/retry", RetryAsync);
        api.MapPatch("/jobs/{id}", ChangeAsync);
        api.MapDelete("/jobs/{id}", RemoveAsync);
        api.MapDelete("/jobs", ClearAsync);
    }

    private static Task<IResult> ListAsync(ClaimsPrincipal caller, HttpRequest request, string? find, JobService service, CancellationToken cancellation)
    {
        var viewer = caller.Viewer();
        return Paging.Of(request).ListAsync(request, service.Search(viewer), Narrow(service.Search(viewer, find), request.Query), Projections.Of, cancellation);
    }

    private static Query<Job> Narrow(Query<Job> query, IQueryCollection given)
    {
        if (given["state"].ToString() is { Length: > 0 } states)
        {
            query = query.Where(Where<Job>.IsIn(job => job.State, states.Split(',').Select(StateOf)));
        }

        if (given["task"].ToString() is { Length: > 0 } task)
        {
            query = query.Where(Where<Job>.Is(job => job.Task, task));
        }

        return given["user"].ToString() is { Length: > 0 } user
            ? query.Where(Where<Job>.Is(job => job.User.Id, user) | Where<Job>.Is(job => job.User.Name, user))
            : query;
    }

    private static JobState StateOf(string text)
    {
        foreach (var state in Enum.GetValues<JobState>())
        {
            if (Json.Word(state) == text)
            {
                return state;
            }
        }

        throw new InvalidQueryException("state", $"state is one of {string.Join(", ", Enum.GetValues<JobState>().Select(state => Json.Word(state)))}, or several with commas.");
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, JobService service, CancellationToken cancellation) =>
        Results.Json(Full(await service.GetAsync(user.Viewer(), id, cancellation)), Json.Served);

    private static async Task<IResult> LogAsync(ClaimsPrincipal user, string id, string? step, JobService service, JobLog log, CancellationToken cancellation)
    {
        var job = await service.GetAsync(user.Viewer(), id, cancellation);
        if (step is not null && !log.Steps(job.Id).Contains(step))
        {
            throw new NotFoundException("This job has no log of such a step.");
        }

        return Results.Stream(
            target => log.CopyToAsync(job.Id, step, target, cancellation),
            "text/plain; charset=utf-8",
            $"{string.Join('-', new[] { "job", job.Id, step }.OfType<string>())}.log");
    }

    private static async Task<IResult> CancelAsync(ClaimsPrincipal user, string id, JobService service, CancellationToken cancellation) =>
        Results.Json(Full(await service.CancelAsync(user.Viewer(), id, cancellation)), Json.Served);

    private static async Task<IResult> RetryAsync(ClaimsPrincipal user, HttpRequest request, string id, JobService service, CancellationToken cancellation)
    {
        var wanted = request.ContentLength is null or 0 ? new Retry(null) : await Body.ReadAsync<Retry>(request, cancellation);
        return Results.Json(Full(await service.RetryAsync(user.Viewer(), id, wanted.Mem, cancellation)), Json.Served);
    }

    private static async Task<IResult> ChangeAsync(ClaimsPrincipal user, HttpRequest request, string id, JobService service, CancellationToken cancellation)
    {
        var wanted = await Body.ReadAsync<Change>(request, cancellation);
        var viewer = user.Viewer();
        return Results.Json(
            Full(wanted.Priority is { } priority ? await service.PrioritiseAsync(viewer, id, priority, cancellation) : await service.GetAsync(viewer, id, cancellation)),
            Json.Served);
    }

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, string id, JobService service, CancellationToken cancellation)
    {
        await service.RemoveAsync(user.Viewer(), id, cancellation);
        return Results.NoContent();
    }

    private static async Task<IResult> ClearAsync(ClaimsPrincipal user, string? filter, JobService service, CancellationToken cancellation)
    {
        var states = Filters.GetValueOrDefault(filter ?? "finished")
            ?? throw new InvalidQueryException("filter", $"filter is one of {string.Join(", ", Filters.Keys)}.");
        return Results.Json(new { Removed = await service.ClearAsync(user.Viewer(), states, cancellation) }, Json.Served);
    }

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
        job.ExpectedAt,
        job.Priority,
        job.Proc,
        job.Mem,
        job.WantedMem,
        job.TimeLimit,
        job.Subject,
        job.Queue,
        job.Executor,
        job.ExternalId,
        job.Attempts,
        job.Steps,
        job.Error,
        job.CancelRequested,
        job.Retryable,
        User = Stubs.User(job.User),
        job.CreatedAt,
        job.StartedAt,
        job.FinishedAt,
    };

    /// <param name="Mem">Memory in GB that the job is to get; null: as it would.</param>
    private sealed record Retry(int? Mem);

    /// <param name="Priority">The new one; null: as it is.</param>
    private sealed record Change(int? Priority);
}
