using Virtool.Data.Store;
using Virtool.Domain.Keys;

namespace Virtool.App.Server.Keys;

/// <summary>Writes down when API keys were used, beside the requests.</summary>
internal sealed class KeyUseWriter(KeyUses uses, ILogger<KeyUseWriter> log) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await uses.WriteAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (StoreException exception)
            {
                log.LogWarning(exception, "It could not be written down that an API key was used");
            }
        }
    }
}
