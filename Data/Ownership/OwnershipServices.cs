using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Virtool.Data.Ownership;

/// <summary>Registers what only the owner of the data does.</summary>
public static class OwnershipServices
{
    /// <summary>Registers a service that runs while this process owns the data. What it needs may be registered as scoped: a scope is a tenure.</summary>
    public static IServiceCollection AddOwned<T>(this IServiceCollection services)
        where T : class, IOwnedService
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddScoped<TenureOfScope>();
        services.TryAddScoped(provider => provider.GetRequiredService<TenureOfScope>().Tenure
            ?? throw new InvalidOperationException("There is a tenure only for services that run while the data is owned."));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OwnedServices>());
        return services.AddScoped<IOwnedService, T>();
    }
}
