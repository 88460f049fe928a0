using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;
using Virtool.Domain.Users.SignIn;

namespace Virtool.Components.Access;

/// <summary>
/// Sessions of browsers: a cookie of 60 minutes, or of 30 days for who stays signed in on a computer; both count from the last use. It is for
/// requests: an open page cannot set a cookie.
/// </summary>
/// <param name="identity">Identity.</param>
/// <param name="signIns">The audit trail's.</param>
/// <param name="viewers">Who asks.</param>
/// <param name="cookies">How the cookie is made.</param>
public sealed class Sessions(SignInManager<Account> identity, SignInService signIns, Viewers viewers, IOptionsMonitor<CookieAuthenticationOptions> cookies)
{
    /// <summary>How long a session lasts without any use.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(60);

    /// <summary>How long the session of who stays signed in lasts without any use.</summary>
    public static readonly TimeSpan LengthOfStaying = TimeSpan.FromDays(30);

    private CookieAuthenticationOptions Cookie => cookies.Get(IdentityConstants.ApplicationScheme);

    private DateTimeOffset Now => (Cookie.TimeProvider ?? TimeProvider.System).GetUtcNow();

    /// <summary>Begins one.</summary>
    /// <param name="http">The request.</param>
    /// <param name="account">Whose.</param>
    /// <param name="remember">It stays on this computer.</param>
    public async Task BeginAsync(HttpContext http, Account account, bool remember)
    {
        await identity.SignInWithClaimsAsync(account, Properties(remember, remember ? LengthOfStaying : Cookie.ExpireTimeSpan), []);
        await signIns.BeganAsync(account.Document, RequestAddress.Of(http), http.RequestAborted);
    }

    /// <summary>Ends the one of the request, where there is one.</summary>
    public async Task EndAsync(HttpContext http)
    {
        if ((await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal is { } session && ViewerClaims.From(session) is { } viewer)
        {
            await signIns.EndedAsync(viewer, RequestAddress.Of(http), http.RequestAborted);
        }

        await identity.SignOutAsync();
    }

    /// <summary>Goes on with the session of the request after all of its user's were ended, by a change of its own password or everywhere else.</summary>
    public async Task RenewAsync(HttpContext http, Account account)
    {
        var former = (await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Properties;
        await identity.SignInWithClaimsAsync(account, Properties(former?.IsPersistent == true, LengthOf(former)), []);
    }

    /// <summary>The session of the request counts from now, where at least so much of its time is over. What changed meanwhile ends it as ever.</summary>
    /// <param name="http">The request; its answer has not begun.</param>
    /// <param name="used">From which part of its time on: 0 to 1.</param>
    /// <returns>How it lasts; null where there is none.</returns>
    public async Task<SessionLife?> ProlongAsync(HttpContext http, double used)
    {
        var session = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (session is not { Principal: { } user, Properties: { IssuedUtc: { } issued } properties } || await viewers.GetAsync(user, http.RequestAborted) is null)
        {
            return null;
        }

        var length = LengthOf(properties);
        if (Now - issued >= length * used && !http.Response.HasStarted)
        {
            await http.SignInAsync(IdentityConstants.ApplicationScheme, user, Properties(properties.IsPersistent, length));
        }

        return new SessionLife(length.TotalSeconds, properties.IsPersistent);
    }

    private TimeSpan LengthOf(AuthenticationProperties? properties) =>
        properties is { IssuedUtc: { } issued, ExpiresUtc: { } expires } ? expires - issued : Cookie.ExpireTimeSpan;

    private AuthenticationProperties Properties(bool stays, TimeSpan length)
    {
        var now = Now;
        return new AuthenticationProperties { IsPersistent = stays, IssuedUtc = now, ExpiresUtc = now + length };
    }
}
