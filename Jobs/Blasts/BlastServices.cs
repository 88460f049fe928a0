using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Virtool.Data.Ownership;
using Virtool.Domain.Blasts;

namespace Virtool.Jobs.Blasts;

/// <summary>Registers what searches for sequences like a contig.</summary>
public static class BlastServices
{
    /// <summary>The searches, with their settings checked at the start; <see cref="JobsServices.AddJobs"/> and the domain's services are needed beside them.</summary>
    public static IServiceCollection AddBlasts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<BlastOptions>, BlastOptionsRules>();
        services.AddOptions<BlastOptions>().Bind(configuration.GetSection(BlastOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton<BlastRecords>()
            .AddSingleton<NcbiBlast>()
            .AddSingleton<NcbiQueue>()
            .AddSingleton<LocalBlast>()
            .AddSingleton<LocalQueue>()
            .AddOwned<BlastRunner>();
    }
}
