using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.App.Api;

/// <summary><c>/api/otus/{id}/isolates</c> and their sequences.</summary>
internal static class IsolatesApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapIsolates(this RouteGroupBuilder api)
    {
        var isolates = api.MapGroup("/otus/{id}/isolates");
        isolates.MapGet("/", ListAsync);
        isolates.MapPost("/", AddAsync);
        isolates.MapGet("/{isolateId}", GetAsync);
        isolates.MapPatch("/{isolateId}", ChangeAsync);
        isolates.MapDelete("/{isolateId}", RemoveAsync);
        isolates.MapPut("/{isolateId}/default", SetDefaultAsync);
        isolates.MapGet("/{isolateId}/sequences", SequencesAsync);
        isolates.MapPost("/{isolateId}/sequences", AddSequenceAsync);
        isolates.MapGet("/{isolateId}/sequences/{sequenceId}", SequenceAsync);
        isolates.MapPatch("/{isolateId}/sequences/{sequenceId}", ChangeSequenceAsync);
        isolates.MapDelete("/{isolateId}/sequences/{sequenceId}", RemoveSequenceAsync);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, string id, OtuService service, CancellationToken cancellation)
    {
        var joined = await service.GetAsync(user.Viewer(), id, cancellation);
        return Results.Json(joined.Otu.Isolates.Select(isolate => OtuViews.Of(joined, isolate)), Json.Served);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, string isolateId, OtuService service, CancellationToken cancellation) =>
        Isolate(await service.GetAsync(user.Viewer(), id, cancellation), isolateId);

    private static async Task<IResult> AddAsync(ClaimsPrincipal user, HttpRequest request, string id, OtuService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        await service.DemandEditAsync(viewer, id, cancellation);
        var body = await Body.ReadAsync<IsolateBody>(request, cancellation);
        var joined = await service.AddIsolateAsync(viewer, id, new IsolateDraft(body.SourceType ?? "", body.SourceName ?? "", []), body.Default ?? false, cancellation);
        var added = joined.Otu.Isolates[^1];
        request.HttpContext.Response.Headers.Location = $"/api/otus/{id}/isolates/{added.Id}";
        return Results.Json(OtuViews.Of(joined, added), Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ChangeAsync(ClaimsPrincipal user, HttpRequest request, string id, string isolateId, OtuService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        await service.DemandEditAsync(viewer, id, cancellation);
        var body = await Body.ReadAsync<IsolateBody>(request, cancellation);
        return Isolate(await service.EditIsolateAsync(viewer, id, isolateId, body.SourceType, body.SourceName, cancellation), isolateId);
    }

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, string id, string isolateId, OtuService service, CancellationToken cancellation)
    {
        await service.RemoveIsolateAsync(user.Viewer(), id, isolateId, cancellation);
        return Results.NoContent();
    }

    private static async Task<IResult> SetDefaultAsync(ClaimsPrincipal user, string id, string isolateId, OtuService service, CancellationToken cancellation) =>
        Isolate(await service.SetDefaultAsync(user.Viewer(), id, isolateId, cancellation), isolateId);

    private static async Task<IResult> SequencesAsync(ClaimsPrincipal user, string id, string isolateId, OtuService service, CancellationToken cancellation)
    {
        var joined = await service.GetAsync(user.Viewer(), id, cancellation);
        return Results.Json(joined.SequencesOf(joined.Isolate(isolateId).Id).Select(OtuViews.Of), Json.Served);
    }

    private static async Task<IResult> SequenceAsync(ClaimsPrincipal user, string id, string isolateId, string sequenceId, OtuService service, CancellationToken cancellation) =>
        Sequence(await service.GetAsync(user.Viewer(), id, cancellation), isolateId, sequenceId);

    private static async Task<IResult> AddSequenceAsync(ClaimsPrincipal user, HttpRequest request, string id, string isolateId, OtuService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        await service.DemandEditAsync(viewer, id, cancellation);
        var body = await Body.ReadAsync<SequenceBody>(request, cancellation);
        var draft = new SequenceDraft(body.Accession ?? "", body.Definition ?? "", body.Sequence ?? "", body.Segment) { Host = body.Host ?? "", Target = body.Target };
        var joined = await service.AddSequenceAsync(viewer, id, isolateId, draft, cancellation);
        var added = joined.SequencesOf(isolateId).Last();
        request.HttpContext.Response.Headers.Location = $"/api/otus/{id}/isolates/{isolateId}/sequences/{added.Id}";
        return Results.Json(OtuViews.Of(added), Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ChangeSequenceAsync(
        ClaimsPrincipal user, HttpRequest request, string id, string isolateId, string sequenceId, OtuService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        await service.DemandEditAsync(viewer, id, cancellation);
        var body = await Body.ReadAsync<SequenceBody>(request, cancellation);
        var edit = new SequenceEdit { Accession = body.Accession, Definition = body.Definition, Host = body.Host, Segment = body.Segment, Target = body.Target, Nucleotides = body.Sequence };
        return Sequence(await service.EditSequenceAsync(viewer, id, isolateId, sequenceId, edit, cancellation), isolateId, sequenceId);
    }

    private static async Task<IResult> RemoveSequenceAsync(ClaimsPrincipal user, string id, string isolateId, string sequenceId, OtuService service, CancellationToken cancellation)
    {
        await service.RemoveSequenceAsync(user.Viewer(), id, isolateId, sequenceId, cancellation);
        return Results.NoContent();
    }

    private static IResult Isolate(JoinedOtu joined, string isolateId) => Results.Json(OtuViews.Of(joined, joined.Isolate(isolateId)), Json.Served);

    private static IResult Sequence(JoinedOtu joined, string isolateId, string sequenceId) => Results.Json(OtuViews.Of(joined.Sequence(isolateId, sequenceId)), Json.Served);

    private sealed record IsolateBody(string? SourceType, string? SourceName, bool? Default);

    private sealed record SequenceBody(string? Accession, string? Definition, string? Host, string? Segment, string? Target, string? Sequence);
}
