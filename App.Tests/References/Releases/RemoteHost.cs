using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Outgoing;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Files;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.References;
using Virtool.Jobs.References.Remote;
using Virtool.Jobs.Tasks;
using Xunit;

namespace Virtool.App.Tests.References.Releases;

/// <summary>Remote references on a real store, with a server that stands in for GitHub; tasks are run by the test itself.</summary>
internal sealed class RemoteHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly MongoDatabase? _database;

    private RemoteHost(GitHubStandIn gitHub, MongoDatabase? database)
    {
        _database = database;
        GitHub = gitHub;
        var settings = new Dictionary<string, string?> { ["Outgoing:GitHub"] = gitHub.Address, ["Outgoing:Proxy"] = "none", ["Outgoing:Retries"] = "0" };
        _services = new ServiceCollection()
            .AddLogging()
            .AddData(_folder.Path, MongoDatabase.OptionsOf(database))
            .AddSingleton(new DataFolder(_folder.Path))
            .AddSingleton(new ConfiguredLimits())
            .AddSingleton<TimeProvider>(Time)
            .AddDomain()
            .AddOutgoing(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddReferenceTasks()
            .AddRemoteReferences()
            .BuildServiceProvider();
    }

    public static Viewer Nina { get; } = new("user0001", "nina", Administrator: false, new HashSet<Permission> { Permission.CreateRef });

    /// <summary>Whether tests take many viruses through it: on a database server only in long runs.</summary>
    public bool TakesMany => _database is null || TestCounts.Long;

    public GitHubStandIn GitHub { get; }

    public ManualTime Time { get; } = new();

    public RemoteReferences Remotes => Get<RemoteReferences>();

    public DataFolder Files => Get<DataFolder>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<RemoteHost> StartAsync() => StartAsync(null);

    public static async Task<RemoteHost> StartOnMongoAsync() => await StartAsync(await MongoDatabase.MakeAsync());

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Collection<T> All<T>()
        where T : Document => Get<Collection<T>>();

    /// <summary>Publishes a release and makes a reference of it.</summary>
    public async Task<Reference> InstallAsync(string tag, byte[] file)
    {
        GitHub.Publish(tag, file);
        var (reference, task) = await Remotes.CreateAsync(Nina, GitHubStandIn.Slug, new ReferenceDraft(null), cancellation: Cancellation);
        await RunAsync(task);
        return await ReferenceAsync(reference.Id);
    }

    /// <summary>Publishes a newer release, and looks for it.</summary>
    public async Task<Reference> PublishAsync(string referenceId, string tag, byte[] file)
    {
        GitHub.Publish(tag, file);
        return await Remotes.CheckAsync(Nina, referenceId, Cancellation);
    }

    public async Task<Reference> ReferenceAsync(string id) => (await All<Reference>().GetAsync(id, Cancellation)).ShouldNotBeNull();

    public async Task<RemoteUpdate> UpdateAsync(string id) => (await All<RemoteUpdate>().GetAsync(id, Cancellation)).ShouldNotBeNull();

    public async Task<ServerTask> TaskAsync(string id) => (await All<ServerTask>().GetAsync(id, Cancellation)).ShouldNotBeNull();

    /// <summary>Runs a task as the server does: what fails is cleaned up.</summary>
    public async Task RunAsync(ServerTask task, CancellationToken cancelled = default)
    {
        try
        {
            await AttemptAsync(task, cancelled);
        }
        catch
        {
            await KindOf(task).CleanUpAsync(task, Cancellation);
            throw;
        }
    }

    /// <summary>Runs a task as a server does that ends in the middle of it: nothing is cleaned up.</summary>
    public Task AttemptAsync(ServerTask task, CancellationToken cancelled = default) => KindOf(task).RunAsync(new TaskContext(task, All<ServerTask>(), Time), cancelled);

    /// <summary>The viruses of a reference, by name.</summary>
    public async Task<IReadOnlyList<JoinedOtu>> VirusesAsync(string referenceId)
    {
        var otus = await All<Otu>().FindAsync(Where<Otu>.Is(otu => otu.Reference.Id, referenceId), Cancellation);
        var sequences = (await All<Sequence>().FindAsync(Where<Sequence>.Is(sequence => sequence.ReferenceId, referenceId), Cancellation)).ToLookup(sequence => sequence.OtuId, StringComparer.Ordinal);
        return [.. otus.OrderBy(otu => otu.LowerName, StringComparer.Ordinal).Select(otu => JoinedOtu.Of(otu, sequences[otu.Id]))];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await GitHub.DisposeAsync();
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    private static async Task<RemoteHost> StartAsync(MongoDatabase? database)
    {
        var host = new RemoteHost(await GitHubStandIn.StartAsync(Cancellation), database);
        await host._services.EnsureCollectionsAsync(Cancellation);
        return host;
    }

    private ITaskKind KindOf(ServerTask task) => _services.GetServices<ITaskKind>().Single(kind => kind.Type == task.Type);
}
