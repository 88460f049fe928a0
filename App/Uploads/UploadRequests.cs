using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Virtool.App.Api;
using Virtool.Files.Uploads;

namespace Virtool.App.Uploads;

/// <summary>What all requests with bytes of uploads have in common.</summary>
internal static class UploadRequests
{
    /// <summary>
    /// Requests of any length, however slow the line is; none that a page of another site has a browser make: the session's cookie is not sent
    /// with those (SameSite), and where a browser says where a request comes from, it is looked at.
    /// </summary>
    public static RouteGroupBuilder WithUploads(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (IsForeign(http.Request))
            {
                return ApiErrors.Error(StatusCodes.Status403Forbidden, "foreign_origin", "Uploads are taken from pages of this server and from programs, not from pages of others.");
            }

            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                size.MaxRequestBodySize = null;
            }

            if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            {
                rate.MinDataRate = null;
            }

            try
            {
                return await next(context);
            }
            catch (UploadException exception)
            {
                return Refused(http, exception);
            }
            catch (Exception exception) when (http.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
            {
                // Nobody is there any more to be told.
                return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
            }
            catch (BadHttpRequestException)
            {
                return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
            }
            catch (OperationCanceledException)
            {
                return ApiErrors.Error(StatusCodes.Status423Locked, "interrupted", "The same upload was gone on with by another request.");
            }
        });
        return group;
    }

    private static bool IsForeign(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
        || (request.Headers.Origin.ToString() is { Length: > 0 } origin
            && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || !string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)));

    private static IResult Refused(HttpContext http, UploadException exception)
    {
        if (exception.Fault == UploadFault.NoRoom)
        {
            http.Response.Headers.RetryAfter = "30";
        }

        return exception.Fault switch
        {
            UploadFault.WrongOffset => ApiErrors.Error(StatusCodes.Status409Conflict, "wrong_offset", exception.Message),
            UploadFault.Busy => ApiErrors.Error(StatusCodes.Status423Locked, "busy", exception.Message),
            UploadFault.TooLong => ApiErrors.Error(StatusCodes.Status413PayloadTooLarge, "too_long", exception.Message),
            UploadFault.ChecksumDiffers => ApiErrors.Error(TusProtocol.ChecksumMismatch, "checksum_differs", exception.Message),
            UploadFault.NoRoom => ApiErrors.Error(StatusCodes.Status507InsufficientStorage, "no_room", exception.Message),
            _ => throw new ArgumentOutOfRangeException(nameof(exception)),
        };
    }
}
