using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Documents;
using Virtool.Data.Store;

namespace Virtool.Data.Collections;

/// <summary>Registers collections.</summary>
public static class CollectionServices
{
    /// <summary>Registers <see cref="Collection{T}"/>, and its definition, which is ensured at start.</summary>
    public static IServiceCollection AddCollection<T>(this IServiceCollection services, string name, params IndexDefinition[] indexes)
        where T : Document
    {
        var definition = new CollectionDefinition(name, indexes);
        services.AddSingleton(definition);
        services.AddSingleton(provider => new Collection<T>(provider.GetRequiredService<IDocumentStore>(), definition));
        return services;
    }
}
