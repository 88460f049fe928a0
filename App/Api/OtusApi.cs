using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.History;
using Virtool.Domain.Indexes;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.App.Api;

/// <summary><c>/api/otus</c>, and the viruses of a reference.</summary>
internal static class OtusApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapOtus(this RouteGroupBuilder api)
    {
        api.MapGet("/refs/{id}/otus", ListAsync);
        api.MapPost("/refs/{id}/otus", CreateAsync);
        api.MapGet("/otus", ListAllAsync);
        api.MapGet("/otus/{id}", GetAsync);
        api.MapPatch("/otus/{id}", ChangeAsync);
        api.MapDelete("/otus/{id}", RemoveAsync);
        api.MapGet("/otus/{id}/history", HistoryAsync);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, HttpRequest request, string id, string? find, bool? verified, ReferenceService references, OtuService service, CancellationToken cancellation)
    {
        var reference = await references.GetAsync(user.Viewer(), id, cancellation);
        return await Paging.Of(request).ListAsync(request, service.Search(reference), service.Search(reference, find, verified), Projections.Of, cancellation);
    }

    private static async Task<IResult> ListAllAsync(
        ClaimsPrincipal user, HttpRequest request, string? find, bool? verified, bool? names, OtuService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        if (names == true)
        {
            return Results.Json(await service.NamesAsync(viewer, find, verified, cancellation), Json.Served);
        }

        var all = await service.SearchAsync(viewer, null, null, cancellation);
        return await Paging.Of(request).ListAsync(request, all, await service.SearchAsync(viewer, find, verified, cancellation), Projections.Of, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, HttpRequest request, string id, OtuService service, CancellationToken cancellation) =>
        await AnswerAsync(request, user.Viewer(), await service.GetAsync(user.Viewer(), id, cancellation), StatusCodes.Status200OK, cancellation);

    private static async Task<IResult> CreateAsync(ClaimsPrincipal user, HttpRequest request, string id, OtuService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        await service.DemandEditOfReferenceAsync(viewer, id, cancellation);
        var body = await Body.ReadAsync<OtuBody>(request, cancellation);
        var draft = new OtuDraft(body.Name ?? "", body.Abbreviation ?? "", []) { Schema = SchemaOf(body) ?? [], TaxonId = body.Taxid, TaxonName = body.TaxonName ?? "" };
        var made = await service.CreateAsync(viewer, id, draft, cancellation);
        request.HttpContext.Response.Headers.Location = $"/api/otus/{made.Otu.Id}";
        return await AnswerAsync(request, viewer, made, StatusCodes.Status201Created, cancellation);
    }

    private static async Task<IResult> ChangeAsync(ClaimsPrincipal user, HttpRequest request, string id, OtuService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        await service.DemandEditAsync(viewer, id, cancellation);
        var body = await Body.ReadAsync<OtuBody>(request, cancellation);
        var edit = new OtuEdit
        {
            Name = body.Name,
            Abbreviation = body.Abbreviation,
            Schema = SchemaOf(body),
            RenamedSegments = body.RenamedSegments ?? [],
            TaxonId = body.Taxid,
            TaxonName = body.TaxonName,
        };
        return await AnswerAsync(request, viewer, await service.EditAsync(viewer, id, edit, cancellation), StatusCodes.Status200OK, cancellation);
    }

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, string id, OtuService service, CancellationToken cancellation)
    {
        await service.RemoveAsync(user.Viewer(), id, cancellation);
        return Results.NoContent();
    }

    private static async Task<IResult> HistoryAsync(ClaimsPrincipal user, string id, OtuService service, ChangeService changes, CancellationToken cancellation)
    {
        await service.GetAsync(user.Viewer(), id, cancellation);
        return Results.Json((await changes.ReadAsync(ChangeService.OfOtu(id), cancellation)).Select(Projections.Of), Json.Served);
    }

    private static async Task<IResult> AnswerAsync(HttpRequest request, Viewer viewer, JoinedOtu joined, int status, CancellationToken cancellation)
    {
        var services = request.HttpContext.RequestServices;
        var reference = await services.GetRequiredService<ReferenceService>().GetAsync(viewer, joined.Otu.Reference.Id, cancellation);
        var indexed = await services.GetRequiredService<IndexService>().VersionInNewestAsync(reference, joined.Otu.Id, cancellation);
        var newest = await services.GetRequiredService<ChangeService>().ReadAsync(ChangeService.UnbuiltOf(reference, joined.Otu.Id).Window(0, 1), cancellation);
        return Results.Json(OtuViews.Of(joined, indexed, newest is [var one, ..] ? one : null), Json.Served, statusCode: status);
    }

    private static IReadOnlyList<Segment>? SchemaOf(OtuBody body) =>
        body.Schema is null ? null : [.. body.Schema.Select(segment => new Segment(segment.Name ?? "", segment.Required ?? true, segment.Molecule ?? ""))];

    private sealed record OtuBody(
        string? Name, string? Abbreviation, IReadOnlyList<SegmentBody>? Schema, Dictionary<string, string>? RenamedSegments, int? Taxid, string? TaxonName);

    private sealed record SegmentBody(string? Name, bool? Required, string? Molecule);
}
