using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Virtool.App.Server.Keys;

/// <summary>How a request tells who makes it: by an API key where it comes with one, else by the cookie of its session.</summary>
internal static class ApiKeyScheme
{
    /// <summary>The scheme of keys.</summary>
    public const string Name = "virtool-key";

    /// <summary>The scheme that chooses between keys and sessions.</summary>
    public const string Choice = "virtool-key-or-session";

    /// <summary>Registers both.</summary>
    public static AuthenticationBuilder AddApiKeys(this AuthenticationBuilder authentication)
    {
        authentication.Services.AddHostedService<KeyUseWriter>();
        return authentication
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(Name, configureOptions: null)
            .AddPolicyScheme(Choice, displayName: null, options =>
                options.ForwardDefaultSelector = context => GivenKey.IsIn(context.Request) ? Name : IdentityConstants.ApplicationScheme);
    }
}
