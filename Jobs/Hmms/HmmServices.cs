using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Ownership;

namespace Virtool.Jobs.Hmms;

/// <summary>Registers what installs profiles.</summary>
public static class HmmServices
{
    /// <summary>The releases, the task and the refresher; <see cref="JobsServices.AddJobs"/> and the domain's services are needed beside them.</summary>
    public static IServiceCollection AddHmms(this IServiceCollection services) => services
        .AddSingleton<HmmReleases>()
        .AddSingleton<HmmFiles>()
        .AddSingleton<HmmWriter>()
        .AddTaskKind<InstallHmms>()
        .AddOwned<HmmRefresher>();
}
