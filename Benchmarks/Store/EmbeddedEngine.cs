using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Collections;
using Virtool.Data.Live;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Rights;

namespace Virtool.Benchmarks.Store;

/// <summary>Virtool's embedded engine, as the server uses it: through a collection, with the feed, an index of values and one of texts.</summary>
internal sealed class EmbeddedEngine : IEngine
{
    private const int AtOnce = 1000;

    private readonly ServiceProvider _services;
    private readonly Collection<Specimen> _specimens;

    private EmbeddedEngine(ServiceProvider services)
    {
        _services = services;
        _specimens = services.GetRequiredService<Collection<Specimen>>();
    }

    /// <summary>Opens a new database in a folder.</summary>
    public static async Task<EmbeddedEngine> OpenAsync(string folder, CancellationToken cancellation)
    {
        var services = new ServiceCollection()
            .AddData(folder, new DatabaseOptions())
            .AddCollection<Specimen>(
                "specimens",
                Index<Specimen>.On(specimen => specimen.Owner, specimen => specimen.CreatedAt),
                Index<Specimen>.Elements(specimen => specimen.Readers),
                Index<Specimen>.Text(specimen => specimen.Search))
            .BuildServiceProvider();
        await services.EnsureCollectionsAsync(cancellation);
        return new EmbeddedEngine(services);
    }

    /// <inheritdoc />
    public async Task FillAsync(IEnumerable<Specimen> specimens)
    {
        var store = _services.GetRequiredService<IDocumentStore>();
        foreach (var some in specimens.Chunk(AtOnce))
        {
            await store.BatchAsync([.. some.Select(_specimens.ToInsert)]);
        }
    }

    /// <inheritdoc />
    public Task InsertAsync(Specimen specimen) => _specimens.InsertAsync(specimen);

    /// <inheritdoc />
    public async Task<IReadOnlyList<Specimen>> FindAsync(string id) => await _specimens.GetAsync(id) is { } found ? [found] : [];

    /// <inheritdoc />
    public Task<IReadOnlyList<Specimen>> PageAsync(string owner) => NewestAsync(Where<Specimen>.Is(specimen => specimen.Owner, owner));

    /// <inheritdoc />
    public Task<IReadOnlyList<Specimen>> ContainAsync(string text) => NewestAsync(Where<Specimen>.Contains(specimen => specimen.Search, text));

    /// <summary>The newest page of an owner's that the viewer may see, with its total, as a list on a page reads it.</summary>
    public Task<WindowState<Specimen>> PageAsync(Viewer viewer, string owner) => WindowAsync(viewer, Where<Specimen>.Is(specimen => specimen.Owner, owner));

    /// <summary>The newest page that the viewer may see of those whose search text contains the text, with its total.</summary>
    public Task<WindowState<Specimen>> ContainAsync(Viewer viewer, string text) => WindowAsync(viewer, Where<Specimen>.Contains(specimen => specimen.Search, text));

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private Task<IReadOnlyList<Specimen>> NewestAsync(Filter filter) => _specimens.FindAsync(QueryOf(filter));

    private Task<WindowState<Specimen>> WindowAsync(Viewer viewer, Filter filter) =>
        WindowState<Specimen>.ReadAsync(_specimens, QueryOf(RightsRules.Readable(viewer) & filter), CancellationToken.None);

    private static Query<Specimen> QueryOf(Filter filter) =>
        Query<Specimen>.All.Where(filter).OrderBy(specimen => specimen.CreatedAt, descending: true).Window(0, IEngine.Page);
}
