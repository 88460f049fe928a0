using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Virtool.App.Tests.Api;

/// <summary>Passwords of tests are hashed in little time: a tenth of a second each is for those who guess, and adds up to minutes.</summary>
internal static class QuickPasswords
{
    public static IServiceCollection HashQuickly(this IServiceCollection services) => services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
}
