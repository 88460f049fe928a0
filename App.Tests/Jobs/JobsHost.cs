using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Data.Collections;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Jobs;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Jobs;

/// <summary>The jobs room on a real store, in a folder of its own. Starting twice on one folder is a restart.</summary>
internal sealed class JobsHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _started = [];

    public JobsHost(string folder, Machine machine, IEnumerable<IWorkflow> workflows, Action<IServiceCollection>? change = null, string? virtool = null)
    {
        Data = new DataFolder(folder);
        var settings = new Dictionary<string, string?> { ["Tools:Path"] = AppContext.BaseDirectory, ["Tools:EndGrace"] = "00:00:00.5", ["Tools:Virtool"] = virtool ?? "" };
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log))
            .AddSingleton<IHostApplicationLifetime, ApplicationLifetime>()
            .AddData(folder, new DatabaseOptions())
            .AddCollections()
            .AddSingleton(Data)
            .AddSingleton(machine)
            .AddSingleton(new ConfiguredLimits())
            .AddSingleton<SettingsService>()
            .AddSingleton<JobService>()
            .AddJobs(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        foreach (var workflow in workflows)
        {
            services.AddSingleton(workflow);
        }

        change?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public DataFolder Data { get; }

    public IServiceProvider Services => _services;

    public LogCollector Log { get; } = new();

    public Collection<Job> Jobs => Get<Collection<Job>>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<JobsHost> StartAsync()
    {
        await PrepareAsync();
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
            _started.Add(service);
        }

        return this;
    }

    public Task PrepareAsync() => _services.EnsureCollectionsAsync(TestContext.Current.CancellationToken);

    public Task<Job> SubmitAsync(string task, DateTimeOffset? at = null) => Get<JobService>().SubmitAsync(
        JobRules.Create(task, new Subject("samples", "sample01", "A sample"), RightsRules.Everyone, new Link("user0001", "user"), new JsonObject(), at ?? Get<TimeProvider>().GetUtcNow()),
        TestContext.Current.CancellationToken);

    public Task<Job> WaitForAsync(Job job, JobState state) => WaitForAsync(job, seen => seen.State == state);

    public async Task<Job> WaitForAsync(Job job, Func<Job, bool> condition)
    {
        Job? seen = null;
        await Waiting.UntilAsync(async () => (seen = await Jobs.GetAsync(job.Id, TestContext.Current.CancellationToken)) is not null && condition(seen), () => $"{seen}");
        return seen!;
    }

    /// <summary>Ends as a server does that is told to: tools go on. Disposed of without that, it ends as one that lost the data.</summary>
    public async Task LeaveAsync()
    {
        Get<IHostApplicationLifetime>().StopApplication();
        await StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
    }

    private async Task StopAsync()
    {
        foreach (var service in Enumerable.Reverse(_started))
        {
            await service.StopAsync(CancellationToken.None);
        }

        _started.Clear();
    }
}
