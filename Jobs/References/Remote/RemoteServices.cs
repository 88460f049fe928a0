using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Ownership;

namespace Virtool.Jobs.References.Remote;

/// <summary>Registers what follows the releases of repositories.</summary>
public static class RemoteServices
{
    /// <summary>The services, the tasks and the refresher; <see cref="ReferenceTaskServices.AddReferenceTasks"/> and <see cref="JobsServices.AddJobs"/> are needed beside them.</summary>
    public static IServiceCollection AddRemoteReferences(this IServiceCollection services) => services
        .AddSingleton<RemotePairs>()
        .AddSingleton<RemoteComparison>()
        .AddSingleton<RemoteInstall>()
        .AddSingleton<ReleaseFiles>()
        .AddSingleton<RemoteChecks>()
        .AddSingleton<RemoteReferences>()
        .AddTaskKind<CreateRemoteReference>()
        .AddTaskKind<UpdateRemoteReference>()
        .AddOwned<RemoteRefresher>();
}
