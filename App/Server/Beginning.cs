using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Users;
using Virtool.Domain.Watching;

namespace Virtool.App.Server;

/// <summary>What comes before the services of the host start: takes the data folder and makes the collections. Holds the folder until the host is gone.</summary>
/// <param name="services">All services.</param>
/// <param name="data">The data folder.</param>
/// <param name="watching">The watched folders.</param>
/// <param name="code">The code for the first administrator.</param>
/// <param name="logger">The log.</param>
internal sealed class Beginning(IServiceProvider services, DataFolder data, WatchingService watching, FirstCode code, ILogger<Beginning> logger) : IDisposable
{
    private DataFolderLock? _lock;

    /// <summary>Takes the data folder and makes the collections.</summary>
    /// <exception cref="StoreException">Another server has the folder, or the database cannot be used.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        _lock = DataFolderLock.Take(data.Root);
        await services.EnsureCollectionsAsync(cancellation);
        await watching.EnsureFirstAsync(cancellation);
    }

    /// <summary>Says how the first administrator is made, where there is no user.</summary>
    public async Task SayFirstCodeAsync(CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<UserService>().AnyAsync(cancellation))
        {
            logger.LogInformation("There is no user yet. Open /first-administrator and make the first one with this code: {Code}", code.Text);
        }
    }

    /// <summary>Gives the data folder back.</summary>
    public void Dispose() => _lock?.Dispose();
}
