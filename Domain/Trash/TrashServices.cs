using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Virtool.Domain.Audit;
using Virtool.Domain.Files;

namespace Virtool.Domain.Trash;

/// <summary>Registers the trash; each who moves something there may.</summary>
public static class TrashServices
{
    /// <summary>With a <see cref="DataFolder"/>, the settings and a clock beside it.</summary>
    public static IServiceCollection AddTrash(this IServiceCollection services)
    {
        services.TryAddSingleton<Acting>();
        services.TryAddSingleton<FilesDirectory>();
        services.TryAddSingleton<TrashPlaces>();
        services.TryAddSingleton<ReturningAnalyses>();
        services.TryAddSingleton<TrashService>();
        return services;
    }
}
