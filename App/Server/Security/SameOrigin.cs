using Virtool.App.Api;
using Virtool.Domain.Rights;

namespace Virtool.App.Server.Security;

/// <summary>
/// What a page of another site has a browser do is not done, though the browser sends the session's cookie along: changes, and connections that
/// stay. Browsers say where a request comes from; programs say nothing. Forms of pages have a token of their own. An API key, which no other site
/// can send, is enough by itself.
/// </summary>
internal static class SameOrigin
{
    private static readonly PathString Circuits = "/_blazor";

    /// <summary>From here on inwards, behind the authentication.</summary>
    public static void UseSameOrigin(this IApplicationBuilder app) => app.Use((context, next) => IsGuarded(context) && IsForeign(context.Request)
        ? ApiErrors.WriteAsync(
            context, StatusCodes.Status403Forbidden, "foreign_origin", "This is taken from pages of this server and from programs, not from pages of other sites.")
        : next(context));

    private static bool IsGuarded(HttpContext context) =>
        (OfPrograms.Is(context.Request) || context.Request.Path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase))
        && (IsUnsafe(context.Request.Method) || IsWebSocket(context.Request))
        && ViewerClaims.KeyId(context.User) is null;

    private static bool IsUnsafe(string method) => !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method));

    // Who may use them is not known to the context yet.
    private static bool IsWebSocket(HttpRequest request) => request.Headers.Upgrade.Contains("websocket", StringComparer.OrdinalIgnoreCase);

    /// <summary>What the browser says of the site counts; older ones, and all without TLS, say the origin only.</summary>
    private static bool IsForeign(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "cross-site" or "same-site" => true,
        "same-origin" or "none" => false,
        _ => request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)),
    };
}
