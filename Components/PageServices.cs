using Microsoft.Extensions.DependencyInjection;
using Radzen;
using Virtool.Components.Jobs;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Jobs.References;

namespace Virtool.Components;

/// <summary>Registers the room.</summary>
public static class PageServices
{
    /// <summary>What the pages need, beside the services of the rooms below.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRadzenComponents();
        services.AddLive();
        services.AddScoped<Ticker>();
        services.AddSingleton<WorkflowWords>();
        services.AddSingleton<SequenceLookup>();
        return services;
    }
}
