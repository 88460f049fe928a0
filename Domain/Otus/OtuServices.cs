using Microsoft.Extensions.DependencyInjection;
using Virtool.Domain.History;

namespace Virtool.Domain.Otus;

/// <summary>Registers what viruses need.</summary>
public static class OtuServices
{
    /// <summary>Viruses, their edits and their history; collections, the engine and a clock are others' to register.</summary>
    public static IServiceCollection AddOtus(this IServiceCollection services) => services
        .AddSingleton<OtuHistory>()
        .AddSingleton<ChangeService>()
        .AddSingleton<OtuCommit>()
        .AddSingleton<OtuReverts>()
        .AddSingleton<OtuService>()
        .AddSingleton<BulkOtus>();
}
