using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Virtool.Data.Store;

namespace Virtool.Data.Ownership;

/// <summary>Runs the owned services whenever this process owns the data, and waits for it meanwhile.</summary>
internal sealed class OwnedServices(IOwnership ownership, IServiceScopeFactory scopes, TimeProvider clock, ILogger<OwnedServices> log) : BackgroundService
{
    /// <summary>How often the data is asked for.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private string? _told;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var tenure = await TakeAsync(stoppingToken);
                await ServeAsync(tenure, stoppingToken);
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task<Tenure> TakeAsync(CancellationToken stopping)
    {
        while (true)
        {
            if (await TryTakeAsync(stopping) is { } tenure)
            {
                return tenure;
            }

            await Task.Delay(Pause, clock, stopping);
        }
    }

    private async Task<Tenure?> TryTakeAsync(CancellationToken stopping)
    {
        try
        {
            var tenure = await ownership.TryTakeAsync(stopping);
            Tell(tenure is null ? $"{ownership.Other ?? "Another server"} owns the data. This server serves pages and requests, and takes over when that one ends." : null);
            return tenure;
        }
        catch (StoreException exception)
        {
            Tell($"Who owns the data cannot be found out at the moment; it is tried again. {exception.Message}");
            return null;
        }
    }

    /// <summary>The same sentence once.</summary>
    private void Tell(string? sentence)
    {
        if (sentence is not null && sentence != _told)
        {
            log.LogInformation("{Sentence}", sentence);
        }

        _told = sentence;
    }

    private async Task ServeAsync(Tenure tenure, CancellationToken stopping)
    {
        log.LogInformation("This server owns the data (fence {Fence}): it runs jobs and watches folders.", tenure.Fence);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(tenure.Ended, stopping);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenureOfScope>().Tenure = tenure;
        var services = scope.ServiceProvider.GetServices<IOwnedService>().ToList();
        await Task.WhenAll(services.Select(service => Task.Run(() => RunAsync(service, ended), CancellationToken.None)));
        if (!stopping.IsCancellationRequested)
        {
            log.LogWarning("This server does not own the data any more: its jobs and its watching of folders have stopped. It serves pages and requests, and waits to own the data again.");
        }
    }

    private static async Task RunAsync(IOwnedService service, CancellationTokenSource ended)
    {
        try
        {
            await service.RunAsync(ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // As it was told to.
        }
        catch
        {
            // The others end too, before the server does.
            await ended.CancelAsync();
            throw;
        }
    }
}
