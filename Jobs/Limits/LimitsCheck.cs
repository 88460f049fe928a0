using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Virtool.Jobs.Limits;

/// <summary>Says at start-up by what means jobs are held to their limits, without holding up the start.</summary>
internal sealed class LimitsCheck(HostLimits limits, ILogger<LimitsCheck> log) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var ability in await limits.AbilitiesAsync(stoppingToken))
            {
                log.Log(
                    ability.Means is null ? LogLevel.Warning : LogLevel.Information,
                    "Limits on jobs, {Ability}: {Means}. {Sentence}",
                    ability.Name,
                    ability.Means ?? "not enforced",
                    ability.Sentence);
            }
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(exception, "What this machine can do about the limits of jobs could not be tried");
        }
    }
}
