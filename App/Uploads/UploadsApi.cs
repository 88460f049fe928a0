using System.Security.Claims;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Virtool.App.Api;
using Virtool.Data.Documents;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Uploads;
using Virtool.Files.Uploads;

namespace Virtool.App.Uploads;

/// <summary><c>POST /upload/{type}?name=</c>: a whole file with one request; <c>/api/uploads</c>: those that are on their way.</summary>
internal static class UploadsApi
{
    /// <summary>Maps all routes of uploads.</summary>
    public static void MapUploads(this WebApplication app)
    {
        var upload = app.MapGroup("/upload").RequireAuthorization().WithApiErrors().WithUploads();
        upload.MapTus();
        upload.MapPost("/{type}", SendAsync);
        upload.MapPost("/samples/{id}/files/{mate:int}", ReplaceAsync);
        upload.MapFallback(() => ApiErrors.Error(StatusCodes.Status404NotFound, "not_found", "There is no such address for uploads."));
    }

    /// <summary>Maps <c>/api/uploads</c>.</summary>
    public static void MapUploadList(this RouteGroupBuilder api) => api.MapGet("/uploads", ListAsync);

    private static Task<IResult> ListAsync(ClaimsPrincipal user, HttpRequest request, bool? own, UploadService service, CancellationToken cancellation)
    {
        var query = own == true ? service.Own(user.Viewer()) : service.Coming(user.Viewer());
        return Paging.Of(request).ListAsync(request, query, query, Projections.Of, cancellation);
    }

    /// <summary>
    /// The first part of a multipart body, or a body that is the file itself, is taken in and verified before this answers: 201 with the stored
    /// file; 409 where the same bytes are there already; 422 with the reason where it was refused. Nothing stays where the client goes before.
    /// </summary>
    private static async Task<IResult> SendAsync(
        ClaimsPrincipal user, string type, HttpRequest request, DirectUpload uploads, FileService files, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(Permission.UploadFile);
        if (UploadTypes.Of(type) is not { } fileType)
        {
            return ApiErrors.Error(StatusCodes.Status404NotFound, "not_found", $"There are no uploads of this type. The types are {UploadTypes.Names}.");
        }

        var import = await TakeAsync(viewer, fileType, request, uploads, cancellation);
        return import.State == ImportState.Stored
            ? Results.Json(Projections.Of(await files.GetAsync(viewer, import.FileId ?? "", cancellation)), Json.Served, statusCode: StatusCodes.Status201Created)
            : Refused(import);
    }

    /// <summary>
    /// Reads of mate 1 or 2 in place of a sample's, verified before this answers. When there is a file for each mate that the sample has, a job takes them in.
    /// </summary>
    private static async Task<IResult> ReplaceAsync(
        ClaimsPrincipal user, string id, int mate, HttpRequest request, DirectUpload uploads, FileService files, SampleService samples, SampleReplacements replacements, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(Permission.UploadFile);
        var sample = await samples.GetAsync(viewer, id, cancellation);
        viewer.Demand(sample, Right.Write);
        SampleReplacements.DemandMate(sample, mate);
        var import = await TakeAsync(viewer, FileType.SampleReplacement, request, uploads, cancellation);
        if (import.State != ImportState.Stored)
        {
            return Refused(import);
        }

        var file = await files.GetAsync(viewer, import.FileId ?? "", cancellation);
        var changed = await replacements.OfferAsync(viewer, id, mate, file.Id, cancellation);
        return Results.Json(new { File = Projections.Of(file), changed.Replacement }, Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<Import> TakeAsync(Viewer viewer, FileType type, HttpRequest request, DirectUpload uploads, CancellationToken cancellation)
    {
        var (content, named) = await ContentAsync(request, cancellation);
        if ((request.Query["name"].ToString() is { Length: > 0 } name ? name : named) is not { Length: > 0 } given)
        {
            throw TusProtocol.Wrong("name", "Say what the file is called: ?name=reads.fq.gz.");
        }

        if (content is null)
        {
            throw TusProtocol.Wrong("body", "Send the file as the body, or as the first part of a multipart body.");
        }

        return await uploads.SendAsync(viewer, new UploadDraft(given, type, request.ContentLength ?? 0), content, cancellation);
    }

    private static IResult Refused(Import import) => import.State == ImportState.Duplicate
        ? Decided(StatusCodes.Status409Conflict, "duplicate", import)
        : Decided(StatusCodes.Status422UnprocessableEntity, "refused", import);

    private static IResult Decided(int status, string id, Import import) =>
        Results.Json(new { Id = id, Message = import.Reason, Import = Projections.Of(import) }, Json.Served, statusCode: status);

    private static async Task<(Stream? Content, string? Name)> ContentAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var media) || !media.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            return (request.Body, null);
        }

        var boundary = HeaderUtilities.RemoveQuotes(media.Boundary).Value
            ?? throw TusProtocol.Wrong("Content-Type", "The boundary of the parts is missing.");
        var part = await new MultipartReader(boundary, request.Body) { BodyLengthLimit = null }.ReadNextSectionAsync(cancellation);
        return (part?.Body, part?.AsFileSection()?.FileName);
    }
}
