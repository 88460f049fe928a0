using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Virtool.Data.Collections;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Settings;
using Virtool.Jobs;
using Virtool.Jobs.Workflows;

namespace Virtool.Benchmarks.Jobs;

/// <summary>The store of a folder with the services of jobs and, where it is started, the scheduler: no pages, no watched folders.</summary>
internal sealed class JobsServer : IAsyncDisposable
{
    private readonly IHost _host;

    private JobsServer(IHost host) => _host = host;

    /// <summary>The jobs.</summary>
    public Collection<Job> Jobs => _host.Services.GetRequiredService<Collection<Job>>();

    /// <summary>Takes jobs.</summary>
    public JobService Service => _host.Services.GetRequiredService<JobService>();

    /// <summary>Opens a new database in a folder; nothing runs yet.</summary>
    public static async Task<JobsServer> OpenAsync(string folder, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services
            .AddData(folder, new DatabaseOptions())
            .AddDomain()
            .AddSingleton(new DataFolder(folder))
            .AddSingleton(new ConfiguredLimits())
            .AddJobs(new ConfigurationBuilder().Build())
            .AddSingleton<IWorkflow>(new IdleWorkflow(WorkflowSize.None));
        var host = builder.Build();
        await host.Services.EnsureCollectionsAsync(cancellation);
        return new JobsServer(host);
    }

    /// <summary>Starts the scheduler.</summary>
    public Task StartAsync(CancellationToken cancellation) => _host.StartAsync(cancellation);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
