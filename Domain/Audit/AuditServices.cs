using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Virtool.Data.Store;

namespace Virtool.Domain.Audit;

/// <summary>Registers the audit trail.</summary>
internal static class AuditServices
{
    /// <summary>Registers it, around the engine that is registered already.</summary>
    public static void AddAudit(this IServiceCollection services)
    {
        services.TryAddSingleton<Acting>();
        services.AddSingleton<AuditScribe>();
        services.AddSingleton<ThingSight>();
        services.AddSingleton<AuditService>();
        var engine = services.Last(service => service.ServiceType == typeof(IDocumentStore));
        services.Replace(ServiceDescriptor.Singleton<IDocumentStore>(provider => new AuditedStore(
            (IDocumentStore)(engine.ImplementationInstance ?? engine.ImplementationFactory!(provider)),
            provider.GetRequiredService<Acting>(),
            provider.GetRequiredService<AuditScribe>())));
    }
}
