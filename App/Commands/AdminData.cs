using System.CommandLine;
using Virtool.App.Server;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Audit;
using Virtool.Domain.Backups;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Migrations;
using Virtool.Domain.Rights;

namespace Virtool.App.Commands;

/// <summary>The data folder, and the database, that an admin verb works on without a server.</summary>
internal static class AdminData
{
    /// <summary>What the verb needs; nothing is opened yet, and the data folder need not be there.</summary>
    /// <param name="result">What was given.</param>
    /// <param name="more">What this verb needs beside the rest; null: nothing.</param>
    public static ServiceProvider Services(ParseResult result, Action<IServiceCollection>? more = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
            .AddEnvironmentVariables()
            .AddCommandLine([.. CommonOptions.Settings(result.GetValue(CommonOptions.Data), port: null)])
            .Build();
        var settings = StartSettings.Read(configuration);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(new DataFolder(settings.Folder));
        services.AddSingleton(settings.Limits);
        services.AddSingleton(TimeProvider.System);
        services.AddData(settings.Folder, settings.Database);
        services.AddDomain();
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>The documents of the data folder, which are of this version's schema.</summary>
    /// <exception cref="RefusedException">There is no data folder, or it is not whole.</exception>
    /// <exception cref="StoreException">The documents are of another schema.</exception>
    public static async Task<ServiceProvider> OpenAsync(ParseResult result, CancellationToken cancellation, Action<IServiceCollection>? more = null)
    {
        var services = Services(result, more);
        try
        {
            var data = services.GetRequiredService<DataFolder>();
            if (!Directory.Exists(data.Root))
            {
                throw new RefusedException($"There is no data folder {data.Root}. Name it with --data.");
            }

            RestoreMark.Refuse(data);
            await services.GetRequiredService<Migrator>().RequireNewestAsync(cancellation);
            await services.EnsureCollectionsAsync(cancellation);
            services.GetRequiredService<Acting>().Otherwise = new Actor(new Link(Viewer.Server.UserId, Environment.UserName), From: "command line");
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }
}
