using Microsoft.Extensions.DependencyInjection;

namespace Virtool.Domain.Trimming;

/// <summary>Registers what concerns trimmed reads.</summary>
public static class TrimmingServices
{
    /// <summary>All of it.</summary>
    public static IServiceCollection AddTrimming(this IServiceCollection services) => services.AddSingleton<TrimmingService>();
}
