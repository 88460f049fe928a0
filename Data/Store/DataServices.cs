using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Virtool.Data.Changes;
using Virtool.Data.Copies;
using Virtool.Data.Live;
using Virtool.Data.Mongo;
using Virtool.Data.Ownership;
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
        services.AddSingleton<IDocumentStore>(provider => Open(dataFolder, options, provider));
        services.AddSingleton<IOwnership>(provider => Own(dataFolder, options, provider));
        services.AddSingleton<IDatabaseCopier>(provider => Copier(dataFolder, options, provider));
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

    private static IDocumentStore Open(string dataFolder, DatabaseOptions options, IServiceProvider provider)
    {
        var publisher = provider.GetRequiredService<IChangePublisher>();
        if (options.IsEmbedded())
        {
            Directory.CreateDirectory(dataFolder);
            return new SqliteStore(Embedded(dataFolder), publisher);
        }

        return new MongoStore(
            options.ConnectionString,
            options.Name,
            publisher,
            clock: provider.GetService<TimeProvider>(),
            logger: provider.GetService<ILogger<MongoStore>>());
    }

    private static IOwnership Own(string dataFolder, DatabaseOptions options, IServiceProvider provider)
    {
        var clock = provider.GetService<TimeProvider>() ?? TimeProvider.System;
        return options.IsEmbedded()
            ? new FolderOwnership(dataFolder, clock)
            : new MongoOwnership(
                options.ConnectionString, options.Name, new MongoOptions(), clock, provider.GetService<ILogger<MongoOwnership>>() ?? NullLogger<MongoOwnership>.Instance);
    }

    private static IDatabaseCopier Copier(string dataFolder, DatabaseOptions options, IServiceProvider provider) => options.IsEmbedded()
        ? new SqliteCopier(Embedded(dataFolder))
        : new MongoCopier(options.ConnectionString, options.Name, new MongoOptions(), provider.GetService<TimeProvider>() ?? TimeProvider.System);

    private static string Embedded(string dataFolder) => Path.Combine(dataFolder, "virtool.db");
}
