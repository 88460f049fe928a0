using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Changes;
using Virtool.Data.Live;
using Virtool.Data.Sqlite;

namespace Virtool.Data.Store;

/// <summary>Registers the store, the change feed and what lives on them.</summary>
public static class DataServices
{
    /// <summary>Registers the store of the data folder with its feed; <see cref="EnsureCollectionsAsync"/> follows once the services are built.</summary>
    public static IServiceCollection AddData(this IServiceCollection services, string dataFolder, DatabaseOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<IChangeFeed>(provider => provider.GetRequiredService<ChangeFeed>());
        services.AddSingleton<IChangePublisher>(provider => provider.GetRequiredService<ChangeFeed>());
        services.AddSingleton<IDocumentStore>(provider => Open(dataFolder, options, provider.GetRequiredService<IChangePublisher>()));
        services.AddSingleton<LiveWindows>();
        return services;
    }

    /// <summary>Makes every registered collection and its indexes, where they are missing.</summary>
    /// <exception cref="StoreException">The database cannot be opened, or is not one that this version knows.</exception>
    public static async Task EnsureCollectionsAsync(this IServiceProvider provider, CancellationToken cancellation = default)
    {
        var store = provider.GetRequiredService<IDocumentStore>();
        foreach (var definition in provider.GetServices<CollectionDefinition>())
        {
            await store.EnsureAsync(definition, cancellation);
        }
    }

    private static SqliteStore Open(string dataFolder, DatabaseOptions options, IChangePublisher publisher)
    {
        if (options.ConnectionString.Length > 0)
        {
            var scheme = options.ConnectionString.Split("://")[0];
            throw new StoreException(scheme is "mongodb" or "mongodb+srv"
                ? "Database:ConnectionString names a MongoDB server, and this version has no engine for MongoDB. Leave the setting empty: the documents are then kept in the data folder."
                : "Database:ConnectionString is not understood. Leave it empty for the embedded database, or give an address that begins with mongodb://.");
        }

        Directory.CreateDirectory(dataFolder);
        return new SqliteStore(Path.Combine(dataFolder, "virtool.db"), publisher);
    }
}
