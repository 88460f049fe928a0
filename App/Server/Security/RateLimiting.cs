using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Virtool.App.Api;
using Virtool.Components.Access;
using Virtool.Domain.Rights;

namespace Virtool.App.Server.Security;

/// <summary>
/// Slows down who asks too much: sign-ins by address, as whoever guesses passwords has no name yet; the API by user or API key. Pages, their
/// circuits, the hubs and uploads are left alone.
/// </summary>
internal static class RateLimiting
{
    private static readonly PathString Api = "/api";
    private static readonly PathString[] Ways = ["/sign-in", ResetTickets.Page, "/first-administrator", "/api/account/login", "/api/account/reset", "/api/users/first"];

    /// <summary>Registers it.</summary>
    public static void AddRateLimits(this IServiceCollection services, RateLimits limits) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => PartitionOf(context, limits));
        options.OnRejected = (rejected, _) => new ValueTask(RefuseAsync(rejected));
    });

    private static RateLimitPartition<string> PartitionOf(HttpContext context, RateLimits limits)
    {
        if (IsWayIn(context.Request))
        {
            return RateLimitPartition.GetFixedWindowLimiter(
                $"in {NetworkOf(context.Connection.RemoteIpAddress)}",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = limits.SignInsPerMinute, Window = TimeSpan.FromMinutes(1) });
        }

        if (!context.Request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase))
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        var who = ViewerClaims.From(context.User) is { } viewer ? $"user {viewer.UserId} {viewer.Key?.Id}" : $"address {NetworkOf(context.Connection.RemoteIpAddress)}";
        return RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.ApiBurst,
            TokensPerPeriod = limits.ApiPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });
    }

    private static bool IsWayIn(HttpRequest request) =>
        (HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method))
        && Ways.Any(way => string.Equals(request.Path.Value?.TrimEnd('/'), way.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>The address; of IPv6 the network, since who has one address there has all of it.</summary>
    private static string NetworkOf(IPAddress? address)
    {
        if (address is null or { AddressFamily: AddressFamily.InterNetwork })
        {
            return address?.ToString() ?? "here";
        }

        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : new IPNetwork(Masked(address), 64).ToString();
    }

    private static IPAddress Masked(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }

    private static Task RefuseAsync(OnRejectedContext rejected)
    {
        var context = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? Math.Max(1, Math.Ceiling(left.TotalSeconds)) : 1;
        var seconds = wait.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        var sentence = IsWayIn(context.Request)
            ? $"Too many tries to sign in came from your address. Wait {seconds} s, and try again."
            : $"Too many requests came in too short a time. Wait {seconds} s, and then ask more slowly.";
        return OfPrograms.Is(context.Request)
            ? ApiErrors.WriteAsync(context, StatusCodes.Status429TooManyRequests, "too_many_requests", sentence)
            : PlainPage.WriteAsync(context.Response, StatusCodes.Status429TooManyRequests, "Too many tries", sentence);
    }
}
