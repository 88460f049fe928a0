using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Blasts;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Jobs.Blasts;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.Processes;
using Xunit;

namespace Virtool.App.Tests.Blasts;

/// <summary>A NuVs analysis with three contigs on a real store, and a server that stands in for NCBI.</summary>
internal sealed class BlastHost : IAsyncDisposable
{
    public const string AnalysisId = "analysis";

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _ended = new();
    private Task _running = Task.CompletedTask;

    private BlastHost(BlastStandIn ncbi, IProcessRunner? runner, string database)
    {
        Ncbi = ncbi;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            // The clock goes on while an answer is on its way.
            ["Outgoing:Proxy"] = "none", ["Outgoing:Retries"] = "0", ["Outgoing:Patience"] = "01:00:00", ["Blast:Address"] = ncbi.Address, ["Blast:Database"] = database,
        }).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddData(_folder.Path, new DatabaseOptions())
            .AddSingleton(new DataFolder(_folder.Path))
            .AddSingleton(new ConfiguredLimits())
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(runner ?? new NoRunner())
            .AddDomain()
            .AddOutgoing(configuration)
            .AddBlasts(configuration)
            .BuildServiceProvider();
    }

    /// <summary>Owns the sample.</summary>
    public static Viewer Nina { get; } = new(Made.Nina.Id, Made.Nina.Name, Administrator: false, new HashSet<Permission>());

    /// <summary>May see the sample.</summary>
    public static Viewer Sven { get; } = new("user0002", "sven", Administrator: false, new HashSet<Permission>());

    public BlastStandIn Ncbi { get; }

    public ManualTime Time { get; } = new();

    public BlastService Service => Get<BlastService>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<BlastHost> StartAsync(IProcessRunner? runner = null, string database = "")
    {
        var host = new BlastHost(await BlastStandIn.StartAsync(Cancellation), runner, database);
        await host._services.EnsureCollectionsAsync(Cancellation);
        await host.All<Sample>().InsertAsync(Made.Sample(), Cancellation);
        await host.All<Analysis>().InsertAsync(Made.Analysis() with { Workflow = AnalysisService.Nuvs }, Cancellation);
        await host.All<NuvsResult>().InsertAsync(new NuvsResult { Id = AnalysisId, Contigs = [.. new[] { "ACGTAC", "GGGTTT", "CCCAAA" }.Select((letters, index) => new Contig(index, letters, []))] }, Cancellation);
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Collection<T> All<T>()
        where T : Document => Get<Collection<T>>();

    /// <summary>Begins to do what is wanted, as a server that begins.</summary>
    public void Begin() => _running = Runner().RunAsync(_ended.Token);

    /// <summary>What does the searches.</summary>
    public BlastRunner Runner() => new(All<Blast>(), Queue(), Get<LocalQueue>(), Get<LocalBlast>(), Get<IChangeFeed>(), Time, NullLogger<BlastRunner>.Instance);

    /// <summary>What takes searches at NCBI forward; a new one knows nothing of what the one before did.</summary>
    public NcbiQueue Queue() => ActivatorUtilities.CreateInstance<NcbiQueue>(_services);

    public async Task<Blast> BlastAsync(int contig = 0) => (await All<Blast>().GetAsync(Blast.IdOf(AnalysisId, contig), Cancellation)).ShouldNotBeNull();

    /// <summary>Waits until a search is as it is to be; the clock goes on meanwhile.</summary>
    public async Task<Blast> UntilAsync(int contig, Func<Blast, bool> condition)
    {
        await Waiting.UntilAsync(async () =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            return condition(await BlastAsync(contig));
        });
        return await BlastAsync(contig);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        _ended.Dispose();
        await _services.DisposeAsync();
        await Ncbi.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class NoRunner : IProcessRunner
    {
        public Task<ToolResult> RunAsync(ProcessRun run, CancellationToken cancel, CancellationToken leave = default) => throw new ToolMissingException(run.Command.Tool);

        public Task EndAsync(string idPrefix, CancellationToken cancellation) => Task.CompletedTask;

        public Task ReleaseAsync(string jobId) => Task.CompletedTask;
    }
}
