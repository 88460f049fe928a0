using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;

namespace Virtool.App.Api;

/// <summary><c>/api/analyses</c>.</summary>
internal static class AnalysesApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapAnalyses(this RouteGroupBuilder api)
    {
        api.MapGet("/analyses", ListAsync);
        api.MapGet("/analyses/{id}", GetAsync);
    }

    private static Task<IResult> ListAsync(
        ClaimsPrincipal user, HttpRequest request, AnalysisService service, CancellationToken cancellation)
    {
        var query = service.Search(user.Viewer());
        return Paging.Of(request).ListAsync(request, query, query, Projections.Of, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, AnalysisService service, CancellationToken cancellation)
    {
        var analysis = await service.GetAsync(user.Viewer(), id, cancellation);
        return Results.Json(Full(analysis, await service.ResultAsync(analysis, cancellation)), Json.Served);
    }

    private static object Full(Analysis analysis, AnalysisResult? result) => new
    {
        analysis.Id,
        analysis.Workflow,
        Algorithm = Projections.Algorithm(analysis),
        analysis.CreatedAt,
        analysis.FinishedAt,
        Ready = analysis.State == AnalysisState.Ready,
        analysis.State,
        analysis.Error,
        Job = Stubs.Id(analysis.JobId),
        analysis.Index,
        analysis.Reference,
        Subtraction = Stubs.Id(analysis.Subtractions.Count == 0 ? null : analysis.Subtractions[0].Id),
        analysis.Subtractions,
        User = Stubs.User(analysis.User),
        analysis.Sample,
        analysis.Parameters,
        analysis.Tools,
        analysis.LibraryReads,
        analysis.ReadCount,
        analysis.SubtractedCount,
        Results = result is null ? null : result.Otus.Select(otu => Otu(otu, result.Hits)),
    };

    private static object Otu(HitOtu otu, IReadOnlyList<Hit> hits) => new
    {
        otu.Id,
        otu.Name,
        otu.Version,
        otu.Abbreviation,
        Length = otu.Isolates.SelectMany(isolate => isolate.Sequences).Select(sequence => sequence.Length).DefaultIfEmpty().Max(),
        Isolates = otu.Isolates.Select(isolate => new
        {
            isolate.Id,
            isolate.Name,
            isolate.Default,
            Sequences = isolate.Sequences.Select(sequence => Sequence(sequence, hits.FirstOrDefault(hit => hit.Id == sequence.Id))),
        }),
    };

    /// <summary>A sequence with its hit, or, in an isolate that others were hit of, without one.</summary>
    private static object Sequence(HitSequence sequence, Hit? hit) => new
    {
        sequence.Id,
        sequence.Accession,
        sequence.Definition,
        sequence.Segment,
        sequence.Length,
        Pi = hit?.Final.Pi ?? 0,
        Best = hit?.Final.Best ?? 0,
        High = hit?.Final.High ?? 0,
        Low = hit?.Final.Low ?? 0,
        Reads = hit?.Final.Reads ?? 0,
        hit?.Initial,
        Coverage = hit?.Coverage ?? 0,
        Depth = hit?.Depth ?? 0,
        MedianDepth = hit?.MedianDepth ?? 0,
        Align = hit?.Align ?? [],
    };
}
