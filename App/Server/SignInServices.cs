using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Virtool.App.Api;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;

namespace Virtool.App.Server;

/// <summary>Sessions: a cookie, sliding; the API and the hubs answer 401 where pages lead to the sign-in.</summary>
internal static class SignInServices
{
    private static readonly TimeSpan SessionLength = TimeSpan.FromMinutes(60);

    /// <summary>Registers them.</summary>
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, Configure);
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddScoped<SignInManager<Account>>();
        services.AddScoped<AuthenticationStateProvider, CircuitSessions>();
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "virtool";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = SessionLength;
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/sign-in";
        options.ReturnUrlParameter = "return";
        options.Events.OnValidatePrincipal = RenewAsync;
        options.Events.OnRedirectToLogin = context => Api(context)
            ? ApiErrors.WriteAsync(context.HttpContext, StatusCodes.Status401Unauthorized, "requires_authorization", "Sign in first.")
            : Redirect(context);
        options.Events.OnRedirectToAccessDenied = context => Api(context)
            ? ApiErrors.WriteAsync(context.HttpContext, StatusCodes.Status403Forbidden, "not_permitted", "You may not do this.")
            : Redirect(context);
    }

    /// <summary>A request is made by the user as it is now, whatever the cookie says; one that was deactivated or signed out everywhere makes none.</summary>
    private static async Task RenewAsync(CookieValidatePrincipalContext context)
    {
        var watch = context.HttpContext.RequestServices.GetRequiredService<ViewerWatch>();
        if (context.Principal is { } session && await watch.GetAsync(session, context.HttpContext.RequestAborted) is { } now)
        {
            context.ReplacePrincipal(ViewerClaims.Renewed(session, now));
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    private static bool Api(RedirectContext<CookieAuthenticationOptions> context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || context.Request.Path.StartsWithSegments("/upload", StringComparison.Ordinal) || context.Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal);

    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
