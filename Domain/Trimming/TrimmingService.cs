using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Domain.Trimming;

/// <summary>What people and programs see of trimmed reads. Analyses make them, and share them; with the last that uses them they go.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="caches">The trimmed reads.</param>
/// <param name="analyses">What uses them.</param>
/// <param name="qualities">Their qualities.</param>
/// <param name="data">Where they lie.</param>
public sealed class TrimmingService(
    IDocumentStore store, Collection<TrimmedReads> caches, Collection<Analysis> analyses, Collection<ReadQuality> qualities, DataFolder data)
{
    /// <summary>The trimmed reads.</summary>
    /// <exception cref="NotFoundException">There are none with this id that the viewer may see.</exception>
    public async Task<TrimmedReads> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await caches.GetAsync(viewer, id, cancellation)
        ?? throw new NotFoundException("There are no such trimmed reads. They go with the last analysis that uses them, and when the reads of their sample are replaced.");

    /// <summary>Those that an analysis was made of, where they are still kept; null: they are not, or it was made of the raw reads.</summary>
    /// <param name="analysis">One that the viewer may see.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<TrimmedReads?> OfAsync(Analysis analysis, CancellationToken cancellation = default) =>
        analysis.CacheId is { } id && await caches.GetAsync(id, cancellation) is { Ready: true } kept ? kept : null;

    /// <summary>These alone, as long as the viewer may see them.</summary>
    public Query<TrimmedReads> ById(Viewer viewer, string id) => Query<TrimmedReads>.ById(id).Readable(viewer);

    /// <summary>Those of a sample, newest first; those too that are being made at this moment.</summary>
    public Query<TrimmedReads> OfSample(Viewer viewer, string sampleId) =>
        Query<TrimmedReads>.All.Readable(viewer).Where(Where<TrimmedReads>.Is(cache => cache.Sample.Id, sampleId)).OrderBy(cache => cache.CreatedAt, descending: true);

    /// <summary>Those of a sample that the viewer may see, newest first.</summary>
    public Task<IReadOnlyList<TrimmedReads>> ListAsync(Viewer viewer, string sampleId, CancellationToken cancellation = default) =>
        caches.FindAsync(OfSample(viewer, sampleId), cancellation);

    /// <summary>What was measured of them, all mates together; null until they are ready.</summary>
    /// <param name="cache">Some that the viewer may see.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<ReadQuality?> QualityAsync(TrimmedReads cache, CancellationToken cancellation = default) => qualities.GetAsync(cache.Id, cancellation);

    /// <summary>The path of a mate's trimmed reads.</summary>
    /// <param name="cache">Some that the viewer may see.</param>
    /// <param name="mate">1 or 2.</param>
    /// <exception cref="NotFoundException">They are not ready, have no such mate, or their files are not there any more.</exception>
    public string Demand(TrimmedReads cache, int mate)
    {
        if (!cache.Ready)
        {
            throw new NotFoundException("The reads are being trimmed. Wait until that is done.");
        }

        var name = SampleRules.ReadsName(mate);
        var path = Path.Combine(data.Trimmed(cache.Sample.Id, cache.JobId), name);
        return cache.Files.Any(file => file.Name == name) && File.Exists(path)
            ? path
            : throw new NotFoundException($"There is no file {name} of these trimmed reads.");
    }

    /// <summary>Removes the trimmed reads of an analysis that was removed, for good, where no other uses them: they can be made again.</summary>
    public async Task RemoveUnusedAsync(Analysis removed, CancellationToken cancellation = default)
    {
        if (removed.CacheId is not { } id)
        {
            return;
        }

        var cache = default(TrimmedReads);
        await store.CommitAsync(
            async token =>
            {
                // An analysis that takes them holds them in its batch: so none can begin to use them between the question and the removal.
                cache = await caches.GetAsync(id, token);
                var used = await analyses.CountAsync(Where<Analysis>.Is(analysis => analysis.CacheId, id), token) > 0;
                cache = used || cache is not { Ready: true } ? null : cache;
                return cache is null ? [] : await RemovalAsync(cache, token);
            },
            cancellation);
        if (cache is not null)
        {
            RemoveFolder(data.Trimmed(cache.Sample.Id, cache.JobId));
        }
    }

    /// <summary>Removes all trimmed reads of a sample whose reads were replaced, for good. Nothing analyses it at this moment.</summary>
    public async Task RemoveAllAsync(string sampleId, CancellationToken cancellation = default)
    {
        foreach (var cache in await caches.FindAsync(Where<TrimmedReads>.Is(cache => cache.Sample.Id, sampleId), cancellation))
        {
            await store.CommitAsync(
                async token => await caches.GetAsync(cache.Id, token) is { } current ? await RemovalAsync(current, token) : [],
                cancellation);
        }

        RemoveFolder(data.Trimmed(sampleId));
    }

    /// <summary>The documents that go with trimmed reads, themselves among them.</summary>
    public async Task<IReadOnlyList<Write>> RemovalAsync(TrimmedReads cache, CancellationToken cancellation = default)
    {
        var measured = await qualities.FindAsync(Where<ReadQuality>.IsIn(quality => quality.Id, SampleQualities.IdsOf(cache.Id)), cancellation);
        return [caches.ToDelete(cache.Id, cache.Revision), .. measured.Select(quality => qualities.ToDelete(quality.Id))];
    }

    private static void RemoveFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
