using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Files;
using Virtool.Domain.History;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Domain.Tasks;
using Virtool.Jobs.References;
using Virtool.Jobs.References.Export;
using Virtool.Jobs.References.Import;
using Virtool.Jobs.Tasks;
using Xunit;

namespace Virtool.App.Tests.References;

/// <summary>The domain and the tasks of references on a real store; tasks are run by the test itself.</summary>
internal sealed class ReferencesHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly MongoDatabase? _database;

    private ReferencesHost(MongoDatabase? database)
    {
        _database = database;
        _services = new ServiceCollection()
            .AddLogging()
            .AddData(_folder.Path, MongoDatabase.OptionsOf(database))
            .AddSingleton(new DataFolder(_folder.Path))
            .AddSingleton(new ConfiguredLimits())
            .AddSingleton(TimeProvider.System)
            .AddDomain()
            .AddReferenceTasks()
            .BuildServiceProvider();
    }

    public static Viewer Nina { get; } = new("user0001", "nina", Administrator: false, new HashSet<Permission> { Permission.CreateRef });

    /// <summary>Whether tests take many viruses through it: on a database server only in long runs.</summary>
    public bool TakesMany => _database is null || TestCounts.Long;

    public DataFolder Files => Get<DataFolder>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<ReferencesHost> StartAsync() => StartAsync(null);

    public static async Task<ReferencesHost> StartOnMongoAsync() => await StartAsync(await MongoDatabase.MakeAsync());

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Collection<T> All<T>()
        where T : Document => Get<Collection<T>>();

    public async Task<IReadOnlyList<T>> AllAsync<T>()
        where T : Document => await All<T>().FindAsync(Filter.All, Cancellation);

    /// <summary>A stored file.</summary>
    public async Task<StoredFile> StoreAsync(string name, byte[] content)
    {
        var file = new StoredFile { Id = Ids.New(), Name = name, Type = FileType.Reference, Ready = true, User = new(Nina.UserId, Nina.Handle), Readers = [Principals.User(Nina.UserId)] };
        Directory.CreateDirectory(Files.Files);
        await File.WriteAllBytesAsync(Files.FilePath(file.Id), content, Cancellation);
        return await All<StoredFile>().InsertAsync(file, Cancellation);
    }

    /// <summary>Imports a file; the reference, which is whole.</summary>
    public async Task<Reference> ImportAsync(byte[] content, ReferenceDraft? draft = null, string? headers = null)
    {
        var (reference, task) = await BeginAsync(content, draft, headers);
        await RunAsync(task);
        return (await All<Reference>().GetAsync(reference.Id, Cancellation)).ShouldNotBeNull();
    }

    public Task<Reference> ImportAsync(string content, ReferenceDraft? draft = null, string? headers = null) => ImportAsync(System.Text.Encoding.UTF8.GetBytes(content), draft, headers);

    public async Task<(Reference Reference, ServerTask Task)> BeginAsync(byte[] content, ReferenceDraft? draft = null, string? headers = null)
    {
        var file = await StoreAsync("two_viruses.json.gz", content);
        return await Get<ReferenceTasks>().ImportAsync(Nina, draft ?? new ReferenceDraft(null), new ReferenceImport("") { FileId = file.Id, Headers = headers }, cancellation: Cancellation);
    }

    /// <summary>Runs a task as the server does: what fails is cleaned up.</summary>
    public async Task RunAsync(ServerTask task, CancellationToken cancelled = default)
    {
        var kind = _services.GetServices<ITaskKind>().Single(kind => kind.Type == task.Type);
        try
        {
            await kind.RunAsync(new TaskContext(task, All<ServerTask>(), TimeProvider.System), cancelled);
        }
        catch
        {
            await kind.CleanUpAsync(task, Cancellation);
            throw;
        }
    }

    public async Task<byte[]> ExportAsync(string id, ExportScope scope)
    {
        var export = Get<ReferenceExport>();
        using var output = new MemoryStream();
        await export.WriteAsync(await export.PlanAsync(Nina, id, scope, Cancellation), output, cancellation: Cancellation);
        return output.ToArray();
    }

    /// <summary>The viruses of a reference, by name.</summary>
    public async Task<IReadOnlyList<JoinedOtu>> VirusesAsync(string referenceId)
    {
        var otus = await All<Otu>().FindAsync(Where<Otu>.Is(otu => otu.Reference.Id, referenceId), Cancellation);
        var joined = new List<JoinedOtu>();
        await foreach (var virus in Get<OtuHistory>().AtAsync(otus.ToDictionary(otu => otu.Id, otu => otu.Version), Cancellation))
        {
            joined.Add(virus);
        }

        return [.. joined.OrderBy(virus => virus.Otu.LowerName, StringComparer.Ordinal)];
    }

    /// <summary>Everything of references that is in the database, but tasks.</summary>
    public async Task<long> CountAsync() =>
        await All<Reference>().CountAsync(cancellation: Cancellation) + await All<Otu>().CountAsync(cancellation: Cancellation) + await All<Sequence>().CountAsync(cancellation: Cancellation)
        + await All<Change>().CountAsync(cancellation: Cancellation) + await All<FormerNucleotides>().CountAsync(cancellation: Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    private static async Task<ReferencesHost> StartAsync(MongoDatabase? database)
    {
        var host = new ReferencesHost(database);
        await host._services.EnsureCollectionsAsync(Cancellation);
        return host;
    }
}
