using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Users;
using Virtool.Domain.Watching;

namespace Virtool.App.Server;

/// <summary>
/// Runs before every other service of the host: takes the data folder, makes the collections, and says how the first administrator is made.
/// </summary>
/// <param name="services">All services.</param>
/// <param name="data">The data folder.</param>
/// <param name="watching">The watched folders.</param>
/// <param name="code">The code for the first administrator.</param>
/// <param name="logger">The log.</param>
internal sealed class Beginning(IServiceProvider services, DataFolder data, WatchingService watching, FirstCode code, ILogger<Beginning> logger)
    : IHostedLifecycleService, IDisposable
{
    private DataFolderLock? _lock;

    /// <inheritdoc />
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _lock = DataFolderLock.Take(data.Root);
        await services.EnsureCollectionsAsync(cancellationToken);
        await watching.EnsureFirstAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<UserService>().AnyAsync(cancellationToken))
        {
            logger.LogInformation("There is no user yet. Open /first-administrator and make the first one with this code: {Code}", code.Text);
        }
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Gives the data folder back.</summary>
    public void Dispose() => _lock?.Dispose();
}
