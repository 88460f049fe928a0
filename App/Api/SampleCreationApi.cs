using System.Security.Claims;
using System.Text.Json.Nodes;
using Virtool.Data.Documents;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Files.Bulk;

namespace Virtool.App.Api;

/// <summary><c>POST /api/samples</c>, and many at once.</summary>
internal static class SampleCreationApi
{
    private const int LargestSheet = 4 * 1024 * 1024;

    /// <summary>Maps the routes.</summary>
    public static void MapSampleCreation(this RouteGroupBuilder api)
    {
        api.MapPost("/samples", CreateAsync);
        api.MapPost("/samples/many", CreateManyAsync);
        api.MapPost("/samples/check", CheckAsync);
        api.MapPost("/samples/plan", PlanAsync);
        api.MapPost("/samples/sheet", SheetAsync);
    }

    private static async Task<IResult> CreateAsync(
        ClaimsPrincipal user, HttpRequest request, SampleCreations creations, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(Permission.CreateSample);
        var sample = await creations.CreateAsync(viewer, SampleBodies.Input(await Body.ReadAsync<JsonObject>(request, cancellation)), cancellation);
        request.HttpContext.Response.Headers.Location = $"/api/samples/{sample.Id}";
        return Results.Json(SamplesApi.Full(sample, null, SampleRights.Of(sample.Access), []), Json.Served, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>All of <c>{samples: [...]}</c>, or none: then 422 with every problem by row.</summary>
    private static async Task<IResult> CreateManyAsync(ClaimsPrincipal user, HttpRequest request, SampleCreations creations, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(Permission.CreateSample);
        try
        {
            var made = await creations.CreateManyAsync(viewer, await InputsAsync(request, cancellation), cancellation);
            return Results.Json(new { Documents = made.Select(Projections.Of) }, Json.Served, statusCode: StatusCodes.Status201Created);
        }
        catch (RowsRefusedException exception)
        {
            return Results.Json(new { Id = "invalid_input", exception.Message, Rows = exception.Problems }, Json.Served, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    /// <summary>What is wrong with <c>{samples: [...]}</c>, by row; nothing is written.</summary>
    private static async Task<IResult> CheckAsync(ClaimsPrincipal user, HttpRequest request, SampleCreations creations, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(Permission.CreateSample);
        return Results.Json(new { Rows = await creations.CheckAsync(viewer, await InputsAsync(request, cancellation), cancellation) }, Json.Served);
    }

    /// <summary>Samples that could be made of <c>{files: [ids]}</c>, or without it of all free reads, by their names.</summary>
    private static async Task<IResult> PlanAsync(ClaimsPrincipal user, HttpRequest request, SamplePlanner planner, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(Permission.CreateSample);
        return Plan(await planner.OfFilesAsync(viewer, (await Body.ReadAsync<PlannedFiles>(request, cancellation)).Files, cancellation));
    }

    /// <summary>Samples that could be made as a sheet says, which is the body.</summary>
    private static async Task<IResult> SheetAsync(ClaimsPrincipal user, HttpRequest request, SamplePlanner planner, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(Permission.CreateSample);
        using var sheet = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int count; (count = await request.Body.ReadAsync(buffer, cancellation)) > 0;)
        {
            await sheet.WriteAsync(buffer.AsMemory(0, count), cancellation);
            if (sheet.Length > LargestSheet)
            {
                return ApiErrors.Error(StatusCodes.Status413PayloadTooLarge, "too_long", "A sheet has at most 4 MB. Split it.");
            }
        }

        return Plan(await planner.OfSheetAsync(viewer, sheet.ToArray(), cancellation));
    }

    private static IResult Plan(SamplePlan plan) => Results.Json(
        new
        {
            plan.Problems,
            Samples = plan.Samples.Select(sample => new
            {
                sample.Line,
                sample.Problems,
                Sample = sample.Input,
                Files = sample.Files.Select(mate => mate.Select(Named)),
            }),
            Left = plan.Left.Select(Named),
        },
        Json.Served);

    private static object Named(StoredFile file) => new { file.Id, file.Name, file.Size, file.ReadCount };

    private static async Task<IReadOnlyList<SampleInput>> InputsAsync(HttpRequest request, CancellationToken cancellation) =>
        [.. ((await Body.ReadAsync<ManyInputs>(request, cancellation)).Samples ?? []).Select(SampleBodies.Input)];

    private sealed record PlannedFiles(IReadOnlyList<string>? Files);

    private sealed record ManyInputs(IReadOnlyList<JsonObject>? Samples);
}
