using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Outgoing;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Files;
using Virtool.Domain.Hmms;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Hmms;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.Tasks;
using Xunit;

namespace Virtool.App.Tests.Hmms;

/// <summary>Profiles on a real store, with a server that stands in for GitHub; tasks are run by the test itself.</summary>
internal sealed class HmmHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    private HmmHost(GitHubStandIn gitHub)
    {
        GitHub = gitHub;
        gitHub.Repository = ServerSettings.UsualHmmSlug;
        var settings = new Dictionary<string, string?> { ["Outgoing:GitHub"] = gitHub.Address, ["Outgoing:Proxy"] = "none", ["Outgoing:Retries"] = "0", ["Outgoing:Patience"] = "00:01:01" };
        _services = new ServiceCollection()
            .AddLogging()
            .AddData(_folder.Path, new DatabaseOptions())
            .AddSingleton(new DataFolder(_folder.Path))
            .AddSingleton(new ConfiguredLimits())
            .AddSingleton<TimeProvider>(Time)
            .AddDomain()
            .AddOutgoing(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddHmms()
            .BuildServiceProvider();
    }

    /// <summary>May change profiles.</summary>
    public static Viewer Nina { get; } = new("user0001", "nina", Administrator: false, new HashSet<Permission> { Permission.ModifyHmm });

    /// <summary>May see them.</summary>
    public static Viewer Sven { get; } = new("user0002", "sven", Administrator: false, new HashSet<Permission>());

    public GitHubStandIn GitHub { get; }

    public ManualTime Time { get; } = new();

    public HmmService Service => Get<HmmService>();

    public DataFolder Files => Get<DataFolder>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<HmmHost> StartAsync()
    {
        var host = new HmmHost(await GitHubStandIn.StartAsync(Cancellation));
        await host._services.EnsureCollectionsAsync(Cancellation);
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Collection<T> All<T>()
        where T : Document => Get<Collection<T>>();

    /// <summary>Stores an archive as a file that was uploaded.</summary>
    public async Task<StoredFile> StoreAsync(byte[] bytes, string id = "file0001")
    {
        Directory.CreateDirectory(Files.Files);
        await File.WriteAllBytesAsync(Files.FilePath(id), bytes, Cancellation);
        return await All<StoredFile>().GetAsync(id, Cancellation)
            ?? await All<StoredFile>().InsertAsync(
                new StoredFile { Id = id, Name = "vthmm.tar.gz", Type = FileType.Hmm, Ready = true, Size = bytes.Length, Readers = RightsRules.Everyone }, Cancellation);
    }

    /// <summary>Installs an archive, to the end.</summary>
    public async Task InstallAsync(byte[] archive)
    {
        await StoreAsync(archive);
        await RunAsync(await Get<HmmTasks>().InstallFileAsync(Nina, "file0001", Cancellation));
    }

    /// <summary>Runs a task as the server does: what fails is cleaned up.</summary>
    public async Task RunAsync(ServerTask task, CancellationToken cancelled = default)
    {
        try
        {
            await AttemptAsync(task, cancelled);
        }
        catch
        {
            await Kind.CleanUpAsync(task, Cancellation);
            throw;
        }
    }

    /// <summary>Runs a task as a server does that ends in the middle of it: nothing is cleaned up.</summary>
    public Task AttemptAsync(ServerTask task, CancellationToken cancelled = default) => Kind.RunAsync(new TaskContext(task, All<ServerTask>(), Time), cancelled);

    /// <summary>What keeps an archive from being installed.</summary>
    public async Task<TaskFailedException> FailsAsync(byte[] archive)
    {
        await StoreAsync(archive);
        var task = await Get<HmmTasks>().InstallFileAsync(Nina, "file0001", Cancellation);
        return await Should.ThrowAsync<TaskFailedException>(() => RunAsync(task, Cancellation));
    }

    /// <summary>The profiles that are installed, by number.</summary>
    public async Task<IReadOnlyList<Hmm>> InstalledAsync(string? find = null) =>
        await All<Hmm>().FindAsync(Service.Search(Sven, await Service.StatusAsync(Cancellation), find), Cancellation);

    /// <summary>A NuVs analysis whose one reading frame matches a profile.</summary>
    public async Task UseAsync(string hmmId, AnalysisState state = AnalysisState.Ready, string id = "analysis")
    {
        await All<Analysis>().InsertAsync(Made.Analysis(state) with { Id = id, Workflow = AnalysisService.Nuvs }, Cancellation);
        if (state == AnalysisState.Ready)
        {
            var orf = new Orf(0, "MSK", 0, 1, 0, 12, [new OrfHit(hmmId, 1, 1e-9, 50, 0, 1e-8, 45, 0)]);
            await All<NuvsResult>().InsertAsync(new NuvsResult { Id = id, Contigs = [new Contig(0, "ACGT", [orf])] }, Cancellation);
        }
    }

    /// <summary>What looks for newer releases.</summary>
    public HmmRefresher Refresher() => new(All<HmmStatus>(), Get<HmmReleases>(), Get<HmmRemoval>(), Get<OutgoingClient>(), Time, NullLogger<HmmRefresher>.Instance);

    /// <summary>How many documents there are of profiles, of whatever set.</summary>
    public async Task<(long Profiles, long Members)> CountAsync() =>
        (await All<Hmm>().CountAsync(Filter.All, Cancellation), await All<HmmMembers>().CountAsync(Filter.All, Cancellation));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await GitHub.DisposeAsync();
        _folder.Dispose();
    }

    private ITaskKind Kind => _services.GetServices<ITaskKind>().Single(kind => kind.Type == HmmTasks.Install);
}
