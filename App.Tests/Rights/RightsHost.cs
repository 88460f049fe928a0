using Microsoft.Extensions.DependencyInjection;
using Virtool.App.Tests.Components;
using Virtool.App.Tests.Data;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Xunit;

namespace Virtool.App.Tests.Rights;

/// <summary>The domain on a real store, with some samples and all that depends on them.</summary>
internal sealed class RightsHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    public RightsHost(DatabaseOptions? database = null) => _services = new ServiceCollection()
        .AddLogging()
        .AddData(_folder.Path, database ?? new DatabaseOptions())
        .AddSingleton(new DataFolder(_folder.Path))
        .AddSingleton(new ConfiguredLimits())
        .AddSingleton(TimeProvider.System)
        .AddDomain()
        .BuildServiceProvider();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Collection<T> All<T>()
        where T : Document => Get<Collection<T>>();

    public AsyncServiceScope Scope() => _services.CreateAsyncScope();

    public async Task<RightsHost> StartAsync()
    {
        await _services.EnsureCollectionsAsync(Cancellation);
        return this;
    }

    public Task<Reference> ReferenceAsync() => All<Reference>().InsertAsync(
        new Reference
        {
            Id = Ids.New(),
            Name = "Bee viruses",
            User = Made.Nina,
            LatestIndex = new IndexLink("index001", 3),
            Access = Made.Shared,
            Readers = RightsRules.ReadersOf(Made.Nina, Made.Shared),
        },
        Cancellation);

    /// <summary>A sample of two imported files, with its job.</summary>
    public async Task<Sample> SampleAsync(string name, SampleState state = SampleState.Ready)
    {
        var files = new List<StoredFile>();
        for (var mate = 1; mate <= 2; mate++)
        {
            var import = await ImportAsync($"{name}_R{mate}.fq.gz");
            files.Add(await All<StoredFile>().InsertAsync(
                new StoredFile { Id = Ids.New(), Name = import.Name, ImportId = import.Id, Readers = import.Readers, Search = import.Search, Ready = true, Type = FileType.Reads },
                Cancellation));
        }

        var creation = await Get<SampleService>().PrepareAsync(SampleDraft.Of(name, Made.Nina, files));
        await Get<IDocumentStore>().BatchAsync(creation.Writes, Cancellation);
        foreach (var file in files)
        {
            var import = await All<Import>().UpdateAsync(
                file.ImportId!, now => now with { SampleId = creation.Sample.Id, Readers = creation.Sample.Readers, Settled = true }, Cancellation);
            await All<Import>().InsertAsync(import! with { Id = Ids.New(), SampleId = null, SameAs = import.Id, Identity = "another", State = ImportState.Duplicate }, Cancellation);
        }

        return (await All<Sample>().UpdateAsync(creation.Sample.Id, sample => sample with { State = state }, Cancellation))!;
    }

    public Task<Import> ImportAsync(string name) => All<Import>().InsertAsync(
        new Import { Id = Ids.New(), FolderId = "watch", Name = name, Identity = name, State = ImportState.Stored, Readers = RightsRules.Everyone, Search = name.ToLowerInvariant() },
        Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
