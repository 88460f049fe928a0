using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Processes;

/// <summary>Says at start-up which tools of the workflows are missing.</summary>
internal sealed class ToolCheck(WorkflowCatalog catalog, Toolbox toolbox, ILogger<ToolCheck> log) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var tool in catalog.Tools.Where(tool => toolbox.Find(tool) is null))
        {
            log.LogWarning("{Sentence}", new ToolMissingException(tool).Message);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
