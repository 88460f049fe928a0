using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Virtool.App.Api;
using Virtool.Components.Access;
using Virtool.Files.Uploads;

namespace Virtool.App.Uploads;

/// <summary>What all requests with bytes of uploads have in common.</summary>
internal static class UploadRequests
{
    // A session lasts from the end of a part of an upload on, not from its beginning: a slow line may take longer for it than a session lasts.
    private const double HalfOver = 0.5;

    /// <summary>Requests of any length, however slow the line is.</summary>
    public static RouteGroupBuilder WithUploads(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
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
                var answer = await next(context);
                await http.RequestServices.GetRequiredService<Sessions>().ProlongAsync(http, HalfOver);
                return answer;
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
