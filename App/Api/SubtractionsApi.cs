using System.Security.Claims;
using System.Text;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.Rights;
using Virtool.Domain.Subtractions;

namespace Virtool.App.Api;

/// <summary><c>/api/subtractions</c>, and their genomes under <c>/download/subtractions</c>. A subtraction is found by its id or by its name.</summary>
internal static class SubtractionsApi
{
    /// <summary>Samples of a subtraction that are named with it.</summary>
    private const int MostSamples = 1_000;

    /// <summary>Maps the routes.</summary>
    public static void MapSubtractions(this RouteGroupBuilder api)
    {
        api.MapGet("/subtractions", ListAsync);
        api.MapPost("/subtractions", CreateAsync);
        api.MapGet("/subtractions/{id}", GetAsync);
        api.MapPatch("/subtractions/{id}", ChangeAsync);
        api.MapDelete("/subtractions/{id}", RemoveAsync);
    }

    /// <summary>Maps the route of the genomes.</summary>
    public static void MapSubtractionDownloads(this WebApplication app) =>
        app.MapGroup("/download").RequireAuthorization().WithApiErrors().MapGet("/subtractions/{id}", GenomeAsync);

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, HttpRequest request, string? find, bool? ids, SubtractionService service, Collection<Subtraction> subtractions, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        if (ids == true)
        {
            return Results.Json((await subtractions.FindAsync(service.Search(viewer), cancellation)).Select(subtraction => subtraction.Id), Json.Served);
        }

        var paging = Paging.Of(request);
        var found = service.Search(viewer, find);
        var all = await subtractions.CountAsync(cancellation: cancellation);
        var count = await subtractions.CountAsync(found.Filter, cancellation);
        return Results.Json(
            new
            {
                Documents = (await subtractions.FindAsync(found.Window((paging.Page - 1) * paging.PerPage, paging.PerPage), cancellation)).Select(Projections.Of),
                TotalCount = all,
                FoundCount = count,
                PageCount = (count + paging.PerPage - 1) / paging.PerPage,
                paging.PerPage,
                paging.Page,
                HostCount = all,
                ReadyHostCount = await subtractions.CountAsync(service.Ready(viewer).Filter, cancellation),
            },
            Json.Served);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, SubtractionService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        return Results.Json(await FullAsync(viewer, service, await service.FindAsync(viewer, id, cancellation), cancellation), Json.Served);
    }

    private static async Task<IResult> CreateAsync(ClaimsPrincipal user, HttpRequest request, SubtractionService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(Permission.ModifySubtraction);
        var body = await Body.ReadAsync<NewSubtraction>(request, cancellation);
        var subtraction = await service.CreateAsync(viewer, new SubtractionDraft(body.Name ?? body.SubtractionId ?? "", body.FileId ?? "", body.Nickname ?? ""), cancellation);
        request.HttpContext.Response.Headers.Location = $"/api/subtractions/{subtraction.Id}";
        return Results.Json(await FullAsync(viewer, service, subtraction, cancellation), Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ChangeAsync(ClaimsPrincipal user, HttpRequest request, string id, SubtractionService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(Permission.ModifySubtraction);
        var subtraction = await service.FindAsync(viewer, id, cancellation);
        var edit = await Body.ReadAsync<SubtractionEdit>(request, cancellation);
        return Results.Json(await FullAsync(viewer, service, await service.EditAsync(viewer, subtraction.Id, edit, cancellation), cancellation), Json.Served);
    }

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, string id, SubtractionService service, SubtractionRemoval removal, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(Permission.ModifySubtraction);
        await removal.RemoveAsync(viewer, (await service.FindAsync(viewer, id, cancellation)).Id, cancellation);
        return Results.NoContent();
    }

    private static async Task<IResult> GenomeAsync(ClaimsPrincipal user, string id, SubtractionService service, CancellationToken cancellation)
    {
        var subtraction = await service.FindAsync(user.Viewer(), id, cancellation);
        return Results.File(service.GenomeOf(subtraction), "application/gzip", FileName(subtraction.Name), enableRangeProcessing: true);
    }

    private static async Task<object> FullAsync(Viewer viewer, SubtractionService service, Subtraction subtraction, CancellationToken cancellation)
    {
        return new
        {
            subtraction.Id,
            subtraction.Name,
            subtraction.Nickname,
            subtraction.CreatedAt,
            subtraction.File,
            User = Stubs.User(subtraction.User),
            Job = Stubs.Id(subtraction.JobId),
            subtraction.Ready,
            subtraction.Error,
            IsHost = true,
            subtraction.Gc,
            subtraction.Count,
            DownloadUrl = subtraction.Ready ? $"/download/subtractions/{subtraction.Id}" : null,
            LinkedSamples = await service.SampleNamesAsync(viewer, subtraction, MostSamples, cancellation),
        };
    }

    private static string FileName(string name)
    {
        var plain = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant())
        {
            plain.Append(char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '_');
        }

        return $"{plain}.fa.gz";
    }

    private sealed record NewSubtraction(string? Name, string? SubtractionId, string? Nickname, string? FileId);
}
