using Virtool.Components.Shell;

namespace Virtool.App.Server.Security;

/// <summary>What browsers are told to keep to with every answer, whatever it is.</summary>
internal static class SecurityHeaders
{
    private const string Unused = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    /// <summary>From here on inwards; answers that are thrown away and made anew have them too.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy(context);
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = Unused;
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>
    /// Everything comes from this server; scripts and style sheets are its files, or carry the page's word. Attributes of style stay free: bars and
    /// lists that are drawn as one scrolls need them. The web socket's address is named for browsers to which 'self' is pages only.
    /// </summary>
    private static string Policy(HttpContext context)
    {
        var nonce = PageNonce.Of(context);
        var socket = $"{(context.Request.IsHttps ? "wss" : "ws")}://{context.Request.Host.Value}";
        return string.Join(
            "; ",
            "default-src 'self'",
            $"script-src 'self' 'nonce-{nonce}'",
            $"style-src 'self' 'nonce-{nonce}'",
            "style-src-attr 'unsafe-inline'",
            "img-src 'self' data:",
            context.Request.Host.HasValue ? $"connect-src 'self' {socket}" : "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'");
    }
}
