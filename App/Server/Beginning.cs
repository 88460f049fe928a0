using Virtool.Data.Ownership;
using Virtool.Data.Store;
using Virtool.Domain.Users;
using Virtool.Domain.Watching;

namespace Virtool.App.Server;

/// <summary>What comes before the services of the host start: takes the data, where nobody has it, and makes the collections.</summary>
/// <param name="ownership">Who owns the data. Made before the store, so that it is given back after the store is closed.</param>
/// <param name="services">All services.</param>
/// <param name="watching">The watched folders.</param>
/// <param name="code">The code for the first administrator.</param>
/// <param name="logger">The log.</param>
internal sealed class Beginning(IOwnership ownership, IServiceProvider services, WatchingService watching, FirstCode code, ILogger<Beginning> logger)
{
    /// <summary>Takes the data and makes the collections. Where another server has it, which on MongoDB is no obstacle, this one waits for it once it runs.</summary>
    /// <exception cref="StoreException">Another server has the data folder (embedded engine), or the database cannot be used.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await ownership.TryTakeAsync(cancellation);
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
    }}
