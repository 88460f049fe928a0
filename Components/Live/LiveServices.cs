using Microsoft.Extensions.DependencyInjection;

namespace Virtool.Components.Live;

/// <summary>Registers what <see cref="LiveComponent"/> needs beside the data.</summary>
public static class LiveServices
{
    /// <summary>Registers the handover from prerendered pages to their circuits.</summary>
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSingleton<LiveHandovers>();
        services.AddScoped<LiveHandover>();
        return services;
    }
}
