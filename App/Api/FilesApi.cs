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
        api.MapGet("/imports", ImportsAsync);
    }

    /// <summary>An import, in a list and alone.</summary>
    public static object Import(Import import) => new
    {
        import.Id,
        import.Name,
        import.State,
        import.Problem,
        import.Reason,
        import.Progress,
        import.Size,
        import.Sha256,
        import.ReadCount,
        File = Stubs.Id(import.FileId),
        Sample = Stubs.Id(import.SampleId),
        SameAs = Stubs.Id(import.SameAs),
        import.DiscoveredAt,
        import.ChangedAt,
    };

    private static Task<IResult> ListAsync(
        ClaimsPrincipal user, HttpRequest request, string? type, FileService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        var all = service.Free(viewer);
        return Paging.Of(request).ListAsync(request, all, type is null ? all : service.Free(viewer, TypeOf(type)), File, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, FileService service, CancellationToken cancellation) =>
        Results.Json(File(await service.GetAsync(user.Viewer(), id, cancellation)), Json.Served);

    private static Task<IResult> ImportsAsync(
        ClaimsPrincipal user, HttpRequest request, FileService service, CancellationToken cancellation)
    {
        var query = service.Imports(user.Viewer());
        return Paging.Of(request).ListAsync(request, query, query, Import, cancellation);
    }

    private static object File(StoredFile file) => new
    {
        file.Id,
        file.Name,
        file.Type,
        User = file.User is null ? null : Stubs.User(file.User),
        file.UploadedAt,
        file.ExpiresAt,
        file.Reserved,
        file.Ready,
        file.Size,
        file.Sha256,
        file.ReadCount,
    };

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
