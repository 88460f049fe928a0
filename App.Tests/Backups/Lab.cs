using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Virtool.App.Tests.Data;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Backups;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Migrations;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;

namespace Virtool.App.Tests.Backups;

/// <summary>A data folder and its database, without a server.</summary>
internal sealed class Lab : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MongoDatabase? _database;

    /// <param name="database">The database; null: the embedded one.</param>
    public Lab(MongoDatabase? database = null)
    {
        _database = database;
        Data = new DataFolder(_folder.File("data"));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(Data);
        services.AddSingleton(new ConfiguredLimits());
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Sheet.Definition);
        services.AddData(Data.Root, database is null ? new DatabaseOptions() : new DatabaseOptions { ConnectionString = database.Address, Name = database.Name });
        services.AddDomain();
        Services = services.BuildServiceProvider();
    }

    public DataFolder Data { get; }

    public ServiceProvider Services { get; }

    public IDocumentStore Store => Services.GetRequiredService<IDocumentStore>();

    /// <summary>A place beside the data folder.</summary>
    public string Beside(string name) => _folder.File(name);

    public async Task OpenAsync(CancellationToken cancellation)
    {
        await Services.GetRequiredService<Migrator>().MigrateAsync(cancellation);
        await Services.EnsureCollectionsAsync(cancellation);
    }

    public Task<BackupManifest> BackUpAsync(string place, bool files, CancellationToken cancellation) =>
        Services.GetRequiredService<BackupService>().RunAsync(place, files, Services.GetRequiredService<Migrator>().Newest, "test", _ => { }, cancellation);

    public Task<(BackupManifest Manifest, string? MissingFiles)> RestoreAsync(string place, CancellationToken cancellation) =>
        Services.GetRequiredService<RestoreService>().RunAsync(place, _ => { }, cancellation);

    /// <summary>A key, a stored file, a sample with reads, and a log.</summary>
    public async Task FillAsync(CancellationToken cancellation)
    {
        Write(Path.Combine(Data.Keys, "key-1.xml"), "<key/>");
        Write(Path.Combine(Data.Log("job00001"), "stdout.log"), "done");
        var stored = Write(Data.FilePath("file0001"), "@r\nACGT\n+\nIIII\n");
        await Services.GetRequiredService<Collection<StoredFile>>().InsertAsync(
            new StoredFile { Id = "file0001", Name = "a.fq", Ready = true, Size = stored.Size, Sha256 = stored.Sha256, UploadedAt = DateTimeOffset.UnixEpoch }, cancellation);
        var reads = Write(Data.Reads("sample01", 1), "the reads");
        await Services.GetRequiredService<Collection<Sample>>().InsertAsync(
            new Sample
            {
                Id = "sample01",
                Name = "VT-1",
                User = new Link("ann", "Ann"),
                State = SampleState.Ready,
                Files = [new SampleFile("reads_1.fq.gz", reads.Size, 1, reads.Sha256, new SourceFile("file0002", "b.fq", reads.Size))],
                CreatedAt = DateTimeOffset.UnixEpoch,
            },
            cancellation);
    }

    /// <summary>Every document of every collection, as the engine has it.</summary>
    public async Task<List<string>> DocumentsAsync(CancellationToken cancellation)
    {
        var documents = new List<string>();
        foreach (var definition in Services.GetServices<CollectionDefinition>().OrderBy(definition => definition.Name, StringComparer.Ordinal))
        {
            var found = await Store.FindAsync(definition.Name, Virtool.Data.Queries.Query<AnyDocument>.All, cancellation);
            documents.AddRange(found.Select(document => $"{definition.Name} {System.Text.Json.JsonSerializer.Serialize(document, Json.Typed)}"));
        }

        return documents;
    }

    /// <summary>The files of a folder with their content.</summary>
    public static IReadOnlyDictionary<string, string> FilesOf(string folder) => !Directory.Exists(folder) ? new Dictionary<string, string>() :
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllText);

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        _folder.Dispose();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private static (long Size, string Sha256) Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return (text.Length, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))));
    }
}
