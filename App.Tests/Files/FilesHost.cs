using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Domain.Watching;
using Virtool.Files;
using Xunit;

namespace Virtool.App.Tests.Files;

/// <summary>The files room on a real store and real folders. Starting twice on one folder is a restart.</summary>
internal sealed class FilesHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _started = [];

    public FilesHost(string folder, Dictionary<string, string?>? settings = null, DatabaseOptions? database = null)
    {
        Data = new DataFolder(folder);
        var all = new Dictionary<string, string?>(settings ?? [])
        {
            ["Files:RetryDelay"] = "00:00:00.1",
        };
        all.TryAdd("Files:RescanInterval", "00:00:00.3");
        all.TryAdd("Files:DirectorySettle", "00:00:00.3");
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log))
            .AddData(folder, database ?? new DatabaseOptions())
            .AddSingleton(Disk.Of(Data))
            .AddDomain()
            .AddSingleton(Data)
            .AddSingleton(new ConfiguredLimits())
            .AddSingleton<TimeProvider>(Clock)
            .AddFiles(new ConfigurationBuilder().AddInMemoryCollection(all).Build())
            .BuildServiceProvider();
    }

    public DataFolder Data { get; }

    public string Watch => Data.Watch;

    public ShiftedTime Clock { get; } = new();

    public FakeDisk Disk { get; } = new();

    public LogCollector Log { get; } = new();

    public Collection<Import> Imports => Get<Collection<Import>>();

    public Collection<StoredFile> Files => Get<Collection<StoredFile>>();

    public Collection<Sample> Samples => Get<Collection<Sample>>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What lies in the files directory, without its marker.</summary>
    public IReadOnlyList<string> StoredNames => [.. Directory.GetFiles(Data.Files).Select(path => Path.GetFileName(path)).Where(name => name[0] != '.')];

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<FilesHost> StartAsync(bool makeSamples = false, double settleSeconds = 0.2, Func<WatchedFolder, WatchedFolder>? set = null)
    {
        Directory.CreateDirectory(Watch);
        await PrepareAsync();
        await Get<WatchingService>().EnsureFirstAsync(Cancellation);
        await Get<Collection<WatchedFolder>>().UpdateAsync(
            WatchedFolder.FirstId,
            now => Set(now with { SettleSeconds = settleSeconds, Rule = new ImportRule { MakeSamples = makeSamples, User = new Link("user0001", "ann") } }),
            Cancellation);
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(Cancellation);
            _started.Add(service);
        }

        return this;

        WatchedFolder Set(WatchedFolder folder) => set is null ? folder : set(folder);
    }

    /// <summary>Stops what was started; the documents can be read still.</summary>
    public async Task StopAsync()
    {
        foreach (var service in Enumerable.Reverse(_started))
        {
            await service.StopAsync(CancellationToken.None);
        }

        _started.Clear();
    }

    public Task PrepareAsync() => _services.EnsureCollectionsAsync(Cancellation);

    public string InWatch(string name) => Path.Combine(Watch, name);

    public Task<IReadOnlyList<Import>> AllAsync() => Imports.FindAsync(Query<Import>.All.OrderBy(import => import.DiscoveredAt), Cancellation);

    public async Task<Import> WaitForAsync(string name, Func<Import, bool> condition)
    {
        IReadOnlyList<Import> seen = [];
        await Waiting.UntilAsync(
            async () => (seen = await AllAsync()).Any(import => import.Name == name && condition(import)),
            () => string.Join(Environment.NewLine, seen));
        return seen.First(import => import.Name == name && condition(import));
    }

    public Task<Import> WaitForAsync(string name, ImportState state) => WaitForAsync(name, import => import.State == state);

    public async Task<IReadOnlyList<Sample>> WaitForSamplesAsync(int count)
    {
        IReadOnlyList<Sample> seen = [];
        await Waiting.UntilAsync(async () => (seen = await Samples.FindAsync(Filter.All, Cancellation)).Count >= count, () => string.Join(Environment.NewLine, seen));
        return seen;
    }

    /// <summary>Waits until the folder was looked through from its beginning once more: what would happen has happened then.</summary>
    public async Task RoundAsync()
    {
        var marker = $"round{Guid.NewGuid():N}.fq.gz";
        Reads.WriteGzip(InWatch(marker), Reads.Fastq(1, marker));
        await WaitForAsync(marker, ImportState.Stored);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
    }
}
