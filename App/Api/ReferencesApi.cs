using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.History;
using Virtool.Domain.Indexes;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Jobs.References.Import;
using Virtool.Jobs.References.Remote;

namespace Virtool.App.Api;

/// <summary><c>/api/refs</c>: references themselves. Their members are in <see cref="ReferenceMembersApi"/>.</summary>
internal static class ReferencesApi
{
    private const string Exclusive = "Give one of clone_from, import_from and remote_from, not several.";

    /// <summary>Maps the routes.</summary>
    public static void MapReferences(this RouteGroupBuilder api)
    {
        api.MapGet("/refs", ListAsync);
        api.MapPost("/refs", CreateAsync);
        api.MapPost("/refs/check", CheckAsync);
        api.MapGet("/refs/{id}", GetAsync);
        api.MapPatch("/refs/{id}", ChangeAsync);
        api.MapDelete("/refs/{id}", RemoveAsync);
        api.MapReferenceMembers();
    }

    private static Task<IResult> ListAsync(ClaimsPrincipal user, HttpRequest request, string? find, ReferenceService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        return Paging.Of(request).ListAsync(request, service.Search(viewer), service.Search(viewer, find), Projections.Of, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, HttpRequest request, string id, ReferenceService service, CancellationToken cancellation) =>
        Results.Json(await FullAsync(await service.GetAsync(user.Viewer(), id, cancellation), request, cancellation), Json.Served);

    private static async Task<IResult> CreateAsync(
        ClaimsPrincipal user, HttpRequest request, ReferenceService service, ReferenceTasks tasks, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(Permission.CreateRef);
        var body = await Body.ReadAsync<NewReference>(request, cancellation);
        var reference = body switch
        {
            { RemoteFrom.Length: > 0 } and ({ CloneFrom.Length: > 0 } or { ImportFrom.Length: > 0 }) => throw new BadRequestException(Exclusive),
            { RemoteFrom: { Length: > 0 } slug } => (await request.HttpContext.RequestServices.GetRequiredService<RemoteReferences>().CreateAsync(viewer, slug, body.Draft(), body.ReleaseId, cancellation)).Reference,
            { CloneFrom: { Length: > 0 } source, ImportFrom: null or "" } => (await tasks.CloneAsync(viewer, body.Draft(), source, cancellation)).Reference,
            { ImportFrom: { Length: > 0 } file, CloneFrom: null or "" } => (await tasks.ImportAsync(viewer, body.Draft(), body.Import(file), cancellation: cancellation)).Reference,
            { CloneFrom.Length: > 0, ImportFrom.Length: > 0 } => throw new BadRequestException(Exclusive),
            _ => await service.CreateAsync(viewer, body.Draft(), cancellation),
        };
        request.HttpContext.Response.Headers.Location = $"/api/refs/{reference.Id}";
        return Results.Json(await FullAsync(reference, request, cancellation), Json.Served, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>What an import of a stored file would find: how much is in it, the first rows, and every problem. Nothing is written.</summary>
    private static async Task<IResult> CheckAsync(ClaimsPrincipal user, HttpRequest request, ReferencePreview preview, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(Permission.CreateRef);
        var body = await Body.ReadAsync<CheckedUpload>(request, cancellation);
        return Results.Json(await preview.OfAsync(viewer, body.ImportFrom ?? "", body.Headers, cancellation), Json.Served);
    }

    private static async Task<IResult> ChangeAsync(ClaimsPrincipal user, HttpRequest request, string id, ReferenceService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(await service.GetAsync(viewer, id, cancellation), Right.Modify);
        var body = await Body.ReadAsync<ChangedReference>(request, cancellation);
        var reference = body.Archived is { } archived && archived is false ? await service.ArchiveAsync(viewer, id, archived, cancellation) : null;
        reference = body.Edit() is { } edit ? await service.EditAsync(viewer, id, edit, cancellation) : reference;
        reference = body.Archived is true ? await service.ArchiveAsync(viewer, id, true, cancellation) : reference;
        return Results.Json(await FullAsync(reference ?? await service.GetAsync(viewer, id, cancellation), request, cancellation), Json.Served);
    }

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, HttpRequest request, string id, ReferenceTasks tasks, CancellationToken cancellation)
    {
        var task = await tasks.RemoveAsync(user.Viewer(), id, cancellation);
        request.HttpContext.Response.Headers.ContentLocation = $"/api/processes/{task.Id}";
        return Results.Json(Projections.Of(task), Json.Served, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<object> FullAsync(Reference reference, HttpRequest request, CancellationToken cancellation)
    {
        var services = request.HttpContext.RequestServices;
        var members = await ReferenceMembersApi.MembersAsync(reference, services.GetRequiredService<PrincipalNames>(), cancellation);
        var unbuilt = await services.GetRequiredService<ChangeService>().CountUnbuiltAsync(reference, cancellation);
        var latest = await LatestAsync(request, reference, cancellation);
        return new
        {
            reference.Id,
            reference.Name,
            reference.Description,
            reference.Organism,
            reference.DataType,
            reference.CreatedAt,
            User = Stubs.User(reference.User),
            reference.Ready,
            reference.Archived,
            reference.OtuCount,
            UnbuiltChangeCount = unbuilt,
            LatestBuild = latest is null ? null : new { latest.Id, latest.Version, latest.CreatedAt, User = Stubs.User(latest.User) },
            reference.InternalControl,
            reference.RestrictSourceTypes,
            reference.SourceTypes,
            reference.Targets,
            reference.ClonedFrom,
            reference.ImportedFrom,
            RemotesFrom = RemoteReferencesApi.RemotesFrom(reference),
            Release = RemoteReferencesApi.Release(reference),
            Installed = RemoteReferencesApi.Installed(reference),
            Process = Stubs.Id(reference.TaskId),
            members.Users,
            members.Groups,
            members.Everyone,
        };
    }

    private static async Task<ReferenceIndex?> LatestAsync(HttpRequest request, Reference reference, CancellationToken cancellation)
    {
        try
        {
            return reference.LatestIndex is { } link
                ? await request.HttpContext.RequestServices.GetRequiredService<IndexService>().GetAsync(request.HttpContext.User.Viewer(), link.Id, cancellation)
                : null;
        }
        catch (NotFoundException)
        {
            // It was removed since the reference was read.
            return null;
        }
    }

    private sealed record NewReference(
        string? Name,
        string? Description,
        string? DataType,
        string? Organism,
        string? CloneFrom,
        string? ImportFrom,
        string? RemoteFrom,
        long? ReleaseId,
        string? Headers,
        bool? Build,
        IReadOnlyList<string>? SourceTypes,
        bool? RestrictSourceTypes,
        IReadOnlyList<Target>? Targets)
    {
        // A name that is empty is none: an import and a copy have one of their own.
        public ReferenceDraft Draft() => new(string.IsNullOrWhiteSpace(Name) && (CloneFrom ?? ImportFrom ?? RemoteFrom) is { Length: > 0 } ? null : Name)
        {
            Description = Description,
            DataType = DataType,
            Organism = Organism,
            SourceTypes = SourceTypes,
            RestrictSourceTypes = RestrictSourceTypes,
            Targets = Targets,
        };

        public ReferenceImport Import(string fileId) => new("") { FileId = fileId, Headers = Headers, Build = Build ?? false };
    }

    private sealed record ChangedReference(
        string? Name,
        string? Description,
        string? DataType,
        string? Organism,
        string? InternalControl,
        bool? RestrictSourceTypes,
        IReadOnlyList<string>? SourceTypes,
        IReadOnlyList<Target>? Targets,
        bool? Archived)
    {
        /// <summary>Null: nothing but the archive is spoken of.</summary>
        public ReferenceEdit? Edit() => this == new ChangedReference(null, null, null, null, null, null, null, null, Archived)
            ? null
            : new ReferenceEdit
            {
                Name = Name,
                Description = Description,
                DataType = DataType,
                Organism = Organism,
                InternalControl = InternalControl,
                RestrictSourceTypes = RestrictSourceTypes,
                SourceTypes = SourceTypes,
                Targets = Targets,
            };
    }

    private sealed record CheckedUpload(string? ImportFrom, string? Headers);
}
