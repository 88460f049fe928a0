using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Files;

namespace Virtool.App.Api;

/// <summary><c>/api/files</c> and <c>/api/imports</c>.</summary>
internal static class FilesApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapFiles(this RouteGroupBuilder api)
    {
        api.MapGet("/files", ListAsync);
        api.MapGet("/files/{id}", GetAsync);
        api.MapDelete("/files/{id}", RemoveAsync);
        api.MapGet("/imports", ImportsAsync);
    }

    private static Task<IResult> ListAsync(
        ClaimsPrincipal user, HttpRequest request, string? type, FileService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        var all = service.Free(viewer);
        return Paging.Of(request).ListAsync(request, all, type is null ? all : service.Free(viewer, TypeOf(type)), Projections.Of, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, FileService service, CancellationToken cancellation) =>
        Results.Json(Projections.Of(await service.GetAsync(user.Viewer(), id, cancellation)), Json.Served);

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, string id, FileService service, CancellationToken cancellation)
    {
        await service.RemoveAsync(user.Viewer(), id, cancellation);
        return Results.NoContent();
    }

    private static Task<IResult> ImportsAsync(
        ClaimsPrincipal user, HttpRequest request, FileService service, CancellationToken cancellation)
    {
        var query = service.Imports(user.Viewer());
        return Paging.Of(request).ListAsync(request, query, query, Projections.Of, cancellation);
    }

    private static FileType TypeOf(string text)
    {
        foreach (var type in Enum.GetValues<FileType>())
        {
            if (Json.Word(type) == text)
            {
                return type;
            }
        }

        throw new InvalidQueryException("type", $"type is one of {string.Join(", ", Enum.GetValues<FileType>().Select(type => Json.Word(type)))}.");
    }
}
