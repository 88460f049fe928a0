using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Virtool.Domain.Files;

/// <summary>Registers what knows of room on the disk, and of the files directory on it; each who needs it may.</summary>
public static class RoomServices
{
    /// <summary>With a <see cref="DataFolder"/> and the settings beside them. The disk is looked at while the host runs.</summary>
    public static IServiceCollection AddDiskRoom(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DataVolume>();
        services.TryAddSingleton<DiskRoom>();
        services.TryAddSingleton<FilesDirectory>();
        return services.AddHostedService<RoomWatch>();
    }
}
