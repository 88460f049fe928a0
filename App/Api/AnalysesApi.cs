using System.Security.Claims;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Mvc;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Comparing;
using Virtool.Domain.Analyses.Crosstalk;
using Virtool.Domain.Analyses.Verdicts;
using Virtool.Domain.Rights;

namespace Virtool.App.Api;

/// <summary><c>/api/analyses</c>.</summary>
internal static class AnalysesApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapAnalyses(this RouteGroupBuilder api)
    {
        api.MapGet("/analyses", ListAsync);
        api.MapPost("/analyses", StartAsync);
        api.MapPost("/analyses/plan", PlanAsync);
        api.MapGet("/analyses/matrix", MatrixAsync);
        api.MapGet("/analyses/{id}", GetAsync);
        api.MapDelete("/analyses/{id}", RemoveAsync);
        api.MapPost("/analyses/{id}/again", AgainAsync);
        api.MapGet("/analyses/{id}/verdicts", VerdictsAsync);
        api.MapPost("/analyses/{id}/verdicts", GiveAsync);
        api.MapGet("/analyses/{id}/crosstalk", CrosstalkAsync);
        api.MapGet("/analyses/{id}/compare/{otherId}", CompareAsync);
        api.MapGet("/analyses/{id}/depths/{sequenceId}", DepthAsync);
        api.MapPost("/samples/{id}/analyses", RequestAsync);
    }

    private static Task<IResult> ListAsync(
        ClaimsPrincipal user, HttpRequest request, string? find, [FromQuery(Name = "sample_id")] string? sampleId, [FromQuery] string[]? state, [FromQuery(Name = "ref_id")] string[]? referenceIds, [FromQuery(Name = "user_id")] string[]? userIds, AnalysisService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        var filter = new AnalysisFilter { Text = find, SampleId = sampleId, States = [.. (state ?? []).Select(StateOf)], ReferenceIds = referenceIds ?? [], UserIds = userIds ?? [] };
        return Paging.Of(request).ListAsync(request, service.Search(viewer), service.Search(viewer, filter), Projections.Of, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, AnalysisService service, WholeAnalyses whole, CancellationToken cancellation) =>
        Results.Json(await whole.OfAsync(await service.GetAsync(user.Viewer(), id, cancellation), cancellation), Json.Served);

    private static async Task<IResult> RequestAsync(ClaimsPrincipal user, HttpRequest request, string id, AnalysisService service, CancellationToken cancellation)
    {
        var body = await Body.ReadAsync<NewAnalysis>(request, cancellation);
        var draft = body.Draft();
        var analysis = await service.RequestAsync(user.Viewer(), id, draft, cancellation);
        request.HttpContext.Response.Headers.Location = $"/api/analyses/{analysis.Id}";
        return Results.Json(Projections.Of(analysis), Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> PlanAsync(ClaimsPrincipal user, HttpRequest request, AnalysisStarter starter, CancellationToken cancellation)
    {
        var plan = await starter.PlanAsync(user.Viewer(), (await Body.ReadAsync<NewAnalyses>(request, cancellation)).Start(), cancellation);
        return Results.Json(new { plan.JobCount, Refused = plan.Refused.ToArray() }, Json.Served);
    }

    private static async Task<IResult> StartAsync(ClaimsPrincipal user, HttpRequest request, AnalysisStarter starter, CancellationToken cancellation)
    {
        var started = await starter.StartAsync(user.Viewer(), (await Body.ReadAsync<NewAnalyses>(request, cancellation)).Start(), cancellation);
        return Results.Json(new { Documents = started.Analyses.Select(Projections.Of).ToArray(), started.Refused }, Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> AgainAsync(ClaimsPrincipal user, HttpRequest request, string id, AnalysisStarter starter, CancellationToken cancellation)
    {
        var analysis = await starter.AgainAsync(user.Viewer(), id, cancellation);
        request.HttpContext.Response.Headers.Location = $"/api/analyses/{analysis.Id}";
        return Results.Json(Projections.Of(analysis), Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, string id, AnalysisRemoval removal, CancellationToken cancellation)
    {
        await removal.RemoveAsync(user.Viewer(), id, cancellation);
        return Results.NoContent();
    }

    private static async Task<IResult> VerdictsAsync(ClaimsPrincipal user, string id, AnalysisService service, VerdictService verdicts, CancellationToken cancellation)
    {
        var analysis = await service.GetAsync(user.Viewer(), id, cancellation);
        return Results.Json(new { Documents = AnalysisViews.Of((await verdicts.GetAsync(analysis, cancellation)).Verdicts) }, Json.Served);
    }

    private static async Task<IResult> GiveAsync(ClaimsPrincipal user, HttpRequest request, string id, VerdictService verdicts, CancellationToken cancellation)
    {
        var given = await verdicts.GiveAsync(user.Viewer(), id, await Body.ReadAsync<VerdictDraft>(request, cancellation), cancellation);
        return Results.Json(AnalysisViews.Of(given.Verdicts)[^1], Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> CrosstalkAsync(ClaimsPrincipal user, string id, AnalysisService service, CrosstalkService crosstalk, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        return Results.Json(await crosstalk.OfAsync(viewer, await service.GetAsync(viewer, id, cancellation), cancellation), Json.Served);
    }

    private static async Task<IResult> CompareAsync(ClaimsPrincipal user, string id, string otherId, ComparisonService comparisons, CancellationToken cancellation)
    {
        var compared = await comparisons.OfAsync(user.Viewer(), id, otherId, cancellation);
        return Results.Json(
            new { First = Projections.Of(compared.First), Second = Projections.Of(compared.Second), compared.Differences, compared.Viruses },
            Json.Served);
    }

    private static async Task<IResult> MatrixAsync(ClaimsPrincipal user, [FromQuery(Name = "ref_id")] string? referenceId, [FromQuery(Name = "sample_id")] string[]? sampleIds, MatrixService matrices, CancellationToken cancellation)
    {
        var matrix = await matrices.OfAsync(user.Viewer(), referenceId ?? "", sampleIds ?? [], cancellation);
        return Results.Json(AnalysisViews.Of(matrix), Json.Served);
    }

    private static async Task<IResult> DepthAsync(ClaimsPrincipal user, string id, string sequenceId, AnalysisService service, AnalysisDepths depths, CancellationToken cancellation)
    {
        var analysis = await service.GetAsync(user.Viewer(), id, cancellation);
        var found = await depths.OfAsync(analysis, new HashSet<string>(StringComparer.Ordinal) { sequenceId }, cancellation);
        return found.TryGetValue(sequenceId, out var depth)
            ? Results.Json(new { Id = sequenceId, depth.Median, depth.Align }, Json.Served)
            : throw new NotFoundException("No reads were given to this sequence.");
    }

    private static AnalysisState StateOf(string word) => Enum.GetValues<AnalysisState>().Select(state => (AnalysisState?)state).FirstOrDefault(state => Json.Word(state!) == word)
        ?? throw new InvalidQueryException("state", "state is pending, ready or failed.");

    private static string WorkflowOf(string? workflow, string? algorithm) => Algorithms.WorkflowOf(workflow ?? algorithm ?? "") switch
    {
        "" => AnalysisService.Pathoscope,
        var name when AnalysisService.Workflows.Contains(name) => name,
        _ => throw new ValidationException([new ValidationFailure(workflow is null ? "algorithm" : "workflow", "There is no such workflow. There are pathoscope and nuvs.")]),
    };

    private sealed record NewAnalysis(string? Algorithm, string? Workflow, string? RefId, IReadOnlyList<string>? SubtractionIds, bool? MapsWholeLibrary)
    {
        public AnalysisDraft Draft() => new(
            WorkflowOf(Workflow, Algorithm),
            string.IsNullOrEmpty(RefId) ? throw new ValidationException([new ValidationFailure("ref_id", "Say with which reference.")]) : RefId)
        {
            SubtractionIds = SubtractionIds,
            MapsWholeLibrary = MapsWholeLibrary ?? false,
        };
    }

    private sealed record NewAnalyses(string? Algorithm, string? Workflow, IReadOnlyList<string>? SampleIds, IReadOnlyList<string>? RefIds, IReadOnlyList<string>? SubtractionIds, bool? MapsWholeLibrary)
    {
        public AnalysisStart Start() => new(SampleIds ?? [], RefIds ?? [])
        {
            Workflow = WorkflowOf(Workflow, Algorithm),
            SubtractionIds = SubtractionIds,
            MapsWholeLibrary = MapsWholeLibrary ?? false,
        };
    }
}
