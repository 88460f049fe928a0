using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Virtool.App.Api;
using Virtool.App.Server.Keys;
using Virtool.App.Server.Security;
using Virtool.Components.Access;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;

namespace Virtool.App.Server;

/// <summary>Sessions: a cookie, sliding; the API and the hubs answer 401 where pages lead to the sign-in.</summary>
internal static class SignInServices
{
    /// <summary>Registers them.</summary>
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(ApiKeyScheme.Choice).AddApiKeys().AddCookie(IdentityConstants.ApplicationScheme, Configure);
        services.AddAuthorization();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "virtool-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddScoped<SignInManager<Account>>();
        services.AddScoped<Sessions>();
        services.AddSingleton<ResetTickets>();
        services.AddScoped<AuthenticationStateProvider, CircuitSessions>();
        services.AddScoped<CircuitHandler, ActingCircuit>();
    }

    /// <summary>
    /// <c>POST /session</c>: an open page makes no requests; its script says here that somebody uses it, so that the session counts from then, and
    /// learns how long it lasts. <c>DELETE /session</c>: nobody does any more.
    /// </summary>
    public static void MapSession(this WebApplication app)
    {
        app.MapPost(OfPrograms.Session, ProlongAsync).RequireAuthorization();
        app.MapDelete(OfPrograms.Session, EndAsync).RequireAuthorization();
    }

    private static async Task<IResult> ProlongAsync(HttpContext http, Sessions sessions) => await sessions.ProlongAsync(http, used: 0) is { } life
        ? Results.Json(life, Data.Documents.Json.Served)
        : ApiErrors.Error(StatusCodes.Status401Unauthorized, "requires_authorization", "Sign in first.");

    private static async Task<IResult> EndAsync(HttpContext http, Sessions sessions)
    {
        await sessions.EndAsync(http);
        return Results.NoContent();
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "virtool";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Sessions.Length;
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/not-found";
        options.ReturnUrlParameter = "return";
        options.Events.OnValidatePrincipal = RenewAsync;
        options.Events.OnRedirectToLogin = context => OfPrograms.Is(context.Request)
            ? ApiErrors.WriteAsync(context.HttpContext, StatusCodes.Status401Unauthorized, "requires_authorization", "Sign in first.")
            : Redirect(context);
        options.Events.OnRedirectToAccessDenied = context => OfPrograms.Is(context.Request)
            ? ApiErrors.WriteAsync(context.HttpContext, StatusCodes.Status403Forbidden, "not_permitted", "You may not do this.")
            : Redirect(context);
    }

    /// <summary>A request is made by the user as it is now, whatever the cookie says; one that was deactivated or signed out everywhere makes none.</summary>
    private static async Task RenewAsync(CookieValidatePrincipalContext context)
    {
        var viewers = context.HttpContext.RequestServices.GetRequiredService<Viewers>();
        if (context.Principal is { } session && await viewers.GetAsync(session, context.HttpContext.RequestAborted) is { } now)
        {
            context.ReplacePrincipal(ViewerClaims.Renewed(session, now));
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
