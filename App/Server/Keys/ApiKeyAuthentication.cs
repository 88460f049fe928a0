using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Virtool.App.Api;
using Virtool.Domain.Keys;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;

namespace Virtool.App.Server.Keys;

/// <summary>Requests by API key: <c>Authorization: Bearer vt_…</c>, or <c>Basic</c> with <c>handle:vt_…</c>. They have no session, and get no cookie.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, KeyService keys, SettingsService settings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private bool _isOff;

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!(await settings.GetAsync(Context.RequestAborted)).Api.Keys)
        {
            _isOff = true;
            return AuthenticateResult.Fail("API keys are switched off.");
        }

        if (GivenKey.Of(Request) is not { } given || await keys.OpenAsync(given.Text, given.Handle, Context.RequestAborted) is not { } opened)
        {
            return AuthenticateResult.Fail("It is no API key of this server.");
        }

        var viewer = opened.Viewer;
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, viewer.UserId), new Claim(ClaimTypes.Name, viewer.Handle), .. ViewerClaims.Of(viewer)], Scheme.Name);

        // A connection to the hub ends with its key.
        var properties = new AuthenticationProperties { ExpiresUtc = opened.Key.ExpiresAt };
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name));
    }

    /// <inheritdoc />
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_isOff)
        {
            return ApiErrors.WriteAsync(Context, StatusCodes.Status403Forbidden, "not_permitted", "API keys are switched off on this server. Ask an administrator to switch them on, or sign in.");
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiErrors.WriteAsync(
            Context,
            StatusCodes.Status401Unauthorized,
            "requires_authorization",
            "This is no API key that is worth anything here: it is mistyped, was removed or has expired, or its user may not sign in any more. Make another one on the page Account.");
    }

    /// <inheritdoc />
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiErrors.WriteAsync(Context, StatusCodes.Status403Forbidden, "not_permitted", "An API key may not do this.");
}
