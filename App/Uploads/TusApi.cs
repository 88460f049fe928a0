using System.Globalization;
using System.Security.Claims;
using Virtool.App.Api;
using Virtool.Domain.Uploads;
using Virtool.Files.Uploads;

namespace Virtool.App.Uploads;

/// <summary>
/// <c>/upload/tus</c>: uploads in parts that can be resumed, by the tus protocol 1.0.0 with creation (with or without bytes), termination,
/// expiration and checksums.
/// </summary>
internal static class TusApi
{
    /// <summary>Where uploads are begun; each is at this address with its id behind it.</summary>
    public const string Address = "/upload/tus";

    private static readonly string[] Patch = [HttpMethods.Patch];
    private static readonly string[] Head = [HttpMethods.Head];
    private static readonly string[] Options = [HttpMethods.Options];

    /// <summary>Maps the routes.</summary>
    public static void MapTus(this RouteGroupBuilder upload)
    {
        var tus = upload.MapGroup("/tus").AddEndpointFilter(SpeakAsync);
        tus.MapMethods("/", Options, Ask);
        tus.MapMethods("/{id}", Options, Ask);
        tus.MapPost("/", CreateAsync);
        tus.MapMethods("/{id}", Head, LookAsync);
        tus.MapMethods("/{id}", Patch, ReceiveAsync);
        tus.MapDelete("/{id}", RemoveAsync);

        // For clients that cannot make such requests, the protocol asks for this.
        tus.MapPost("/{id}", OverrideAsync);
    }

    /// <summary>Both sides say which version they speak.</summary>
    private static async ValueTask<object?> SpeakAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (request, headers) = (context.HttpContext.Request, context.HttpContext.Response.Headers);
        headers["Tus-Resumable"] = TusProtocol.Version;
        headers.CacheControl = "no-store";
        if (HttpMethods.IsOptions(request.Method) || request.Headers["Tus-Resumable"] == TusProtocol.Version)
        {
            return await next(context);
        }

        headers["Tus-Version"] = TusProtocol.Version;
        return ApiErrors.Error(StatusCodes.Status412PreconditionFailed, "wrong_version", $"This server speaks tus {TusProtocol.Version}: say so in Tus-Resumable.");
    }

    private static IResult Ask(HttpResponse response)
    {
        response.Headers["Tus-Version"] = TusProtocol.Version;
        response.Headers["Tus-Extension"] = TusProtocol.Extensions;
        response.Headers["Tus-Checksum-Algorithm"] = TusProtocol.ChecksumAlgorithms;
        return Results.NoContent();
    }

    private static async Task<IResult> CreateAsync(ClaimsPrincipal user, HttpContext http, UploadService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        var draft = TusProtocol.Draft(http.Request);
        var upload = await service.CreateAsync(viewer, draft, cancellation);
        var received = 0L;
        if (http.Request.ContentType == TusProtocol.ContentType && upload.State != UploadState.Complete)
        {
            (upload, received) = await service.ReceiveAsync(
                viewer, upload.Id, 0, http.Request.Body, http.Request.ContentLength, TusProtocol.Checksum(http.Request), cancellation);
        }

        http.Response.Headers.Location = $"{Address}/{upload.Id}";
        Tell(http.Response, upload, received);
        return Results.StatusCode(StatusCodes.Status201Created);
    }

    private static async Task<IResult> LookAsync(ClaimsPrincipal user, string id, HttpContext http, UploadService service, CancellationToken cancellation)
    {
        var (upload, received) = await service.LookAsync(user.Viewer(), id, cancellation);
        Tell(http.Response, upload, received);
        http.Response.Headers["Upload-Length"] = upload.Size.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["Upload-Metadata"] = TusProtocol.Metadata(upload);
        return Results.Ok();
    }

    private static async Task<IResult> ReceiveAsync(ClaimsPrincipal user, string id, HttpContext http, UploadService service, CancellationToken cancellation)
    {
        var request = http.Request;
        if (request.ContentType != TusProtocol.ContentType)
        {
            return ApiErrors.Error(StatusCodes.Status415UnsupportedMediaType, "wrong_content_type", $"Bytes of an upload are of the type {TusProtocol.ContentType}.");
        }

        var offset = TusProtocol.Number(request, "Upload-Offset") ?? throw TusProtocol.Wrong("Upload-Offset", "Say at which byte what you send begins.");
        var (upload, received) = await service.ReceiveAsync(
            user.Viewer(), id, offset, request.Body, request.ContentLength, TusProtocol.Checksum(request), cancellation);
        Tell(http.Response, upload, received);
        return Results.NoContent();
    }

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, string id, UploadService service, CancellationToken cancellation)
    {
        await service.CancelAsync(user.Viewer(), id, cancellation);
        return Results.NoContent();
    }

    private static Task<IResult> OverrideAsync(ClaimsPrincipal user, string id, HttpContext http, UploadService service, CancellationToken cancellation) =>
        http.Request.Headers["X-HTTP-Method-Override"].ToString().ToUpperInvariant() switch
        {
            "PATCH" => ReceiveAsync(user, id, http, service, cancellation),
            "HEAD" => LookAsync(user, id, http, service, cancellation),
            "DELETE" => RemoveAsync(user, id, service, cancellation),
            _ => Task.FromResult(ApiErrors.Error(StatusCodes.Status405MethodNotAllowed, "wrong_method", "Bytes of an upload are sent with PATCH.")),
        };

    private static void Tell(HttpResponse response, Upload upload, long received)
    {
        response.Headers["Upload-Offset"] = received.ToString(CultureInfo.InvariantCulture);
        if (upload.State != UploadState.Complete)
        {
            response.Headers["Upload-Expires"] = upload.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
        }
    }
}
