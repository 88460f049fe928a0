using Virtool.Data.Ownership;
using Virtool.Data.Store;
using Virtool.Domain.Migrations;
using Virtool.Domain.Users;
using Virtool.Domain.Watching;

namespace Virtool.App.Server;

/// <summary>What comes before the services of the host start: takes the data, where nobody has it, brings the documents up to date, and makes the collections.</summary>
/// <param name="ownership">Who owns the data. Made before the store, so that it is given back after the store is closed.</param>
/// <param name="services">All services.</param>
/// <param name="migrator">Brings the documents up to date.</param>
/// <param name="watching">The watched folders.</param>
/// <param name="code">The code for the first administrator.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class Beginning(
    IOwnership ownership, IServiceProvider services, Migrator migrator, WatchingService watching, FirstCode code, TimeProvider clock, ILogger<Beginning> logger)
{
    /// <summary>How often it is looked whether the owner has brought the documents up to date, or has ended.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Takes the data, brings the documents up to date and makes the collections. Where another server has the data, which on MongoDB is no
    /// obstacle, this one waits for it once it runs; and before, where the documents are older than this version.
    /// </summary>
    /// <exception cref="StoreException">Another server has the data folder (embedded engine), the documents are of a newer version, or the database cannot be used.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var isTold = false;
        while (!await MigrateAsync(cancellation))
        {
            if (!isTold)
            {
                isTold = true;
                logger.LogInformation(
                    "The documents are of an older version, and {Owner} owns them. This server waits until that one has brought them up to date, or has ended.",
                    ownership.Other ?? "another server");
            }

            await Task.Delay(Look, clock, cancellation);
        }

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

    /// <summary>False where the documents are of an older version, and the data is another's.</summary>
    private async Task<bool> MigrateAsync(CancellationToken cancellation)
    {
        if (await ownership.TryTakeAsync(cancellation) is not { } tenure)
        {
            return await migrator.IsNewestAsync(cancellation);
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(tenure.Ended, cancellation);
        try
        {
            await migrator.MigrateAsync(ended.Token);
            return true;
        }
        catch (OperationCanceledException) when (tenure.Ended.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // Another server has the data now, and goes on with it.
            return false;
        }
    }
}
