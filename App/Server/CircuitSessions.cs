using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Virtool.Domain.Users;

namespace Virtool.App.Server;

/// <summary>Looks again, while a circuit lives, whether its session still holds: the user is there, active, and with the same security stamp.</summary>
/// <param name="loggers">The log.</param>
/// <param name="scopes">Makes a scope for each look.</param>
/// <param name="options">Identity's options.</param>
/// <param name="lifetime">Whether the server stops.</param>
internal sealed class CircuitSessions(ILoggerFactory loggers, IServiceScopeFactory scopes, IOptions<IdentityOptions> options, IHostApplicationLifetime lifetime)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    /// <inheritdoc />
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Circuits outlive the services for a moment: there is nothing left to ask, and nobody left to sign out.
            return true;
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = await users.GetUserAsync(authenticationState.User);
        return account is { Document.Active: true }
            && account.Document.SecurityStamp == authenticationState.User.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
    }
}
