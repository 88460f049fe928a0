using System.Text.Json;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Blasts;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Virtool.Domain.Trash;
using Virtool.Domain.Trimming;

namespace Virtool.Domain.Samples;

/// <summary>
/// Removes samples: the folder with reads and analyses, the documents of both, and of their jobs, go to the trash together, from where they come back
/// together. What they were made of is forgotten, so that the same bytes can be imported again.
/// </summary>
/// <param name="store">The engine.</param>
/// <param name="definitions">The collections that there are.</param>
/// <param name="samples">The samples.</param>
/// <param name="analyses">Their analyses.</param>
/// <param name="jobs">The jobs of both.</param>
/// <param name="trimmed">Their trimmed reads.</param>
/// <param name="blasts">What was looked for with contigs of their analyses.</param>
/// <param name="imports">What they were made of.</param>
/// <param name="files">What was to be made of them and could not.</param>
/// <param name="trash">Where they go.</param>
/// <param name="data">Where they lie.</param>
public sealed class SampleRemovals(
    IDocumentStore store,
    IEnumerable<CollectionDefinition> definitions,
    Collection<Sample> samples,
    Collection<Analysis> analyses,
    Collection<Job> jobs,
    Collection<TrimmedReads> trimmed,
    Collection<Blast> blasts,
    Collection<Import> imports,
    Collection<StoredFile> files,
    TrashService trash,
    DataFolder data)
{
    // A batch holds 8 MB; documents are kept as text in one more document, where it is longer than they are.
    private const long LargestItem = 3_000_000;

    // Each has one document of an analysis, with the analysis's id.
    private static readonly string[] OfAnalyses = ["analysis_results", "analysis_viruses", "nuvs_results", "verdicts"];

    private readonly string[] _ofAnalyses = [.. OfAnalyses.Intersect(definitions.Select(definition => definition.Name), StringComparer.Ordinal)];

    /// <summary>What goes when samples are removed; those that the viewer may not see are told as not there.</summary>
    public async Task<SampleRemoval> RemovalOfAsync(Viewer viewer, IReadOnlyList<string> ids, CancellationToken cancellation = default)
    {
        var (parts, left) = (new List<SampleParts>(), new List<BulkObstacle>());
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            try
            {
                parts.Add(await PartsAsync(viewer, id, cancellation));
            }
            catch (Exception exception) when (exception is NotFoundException or NotPermittedException or RefusedException)
            {
                left.Add(await ObstacleAsync(viewer, id, exception.Message, cancellation));
            }
        }

        var bytes = await Task.Run(() => parts.Sum(part => TrashPlaces.SizeOf(data.Sample(part.Sample.Id))), cancellation);
        return new SampleRemoval(
            [.. parts.Select(part => part.Sample.Name)],
            parts.Sum(part => part.Analyses.Count),
            parts.Sum(part => part.Jobs.Count),
            parts.Sum(part => part.Sample.State == SampleState.Ready ? part.Sample.Files.Count : 0),
            bytes,
            left);
    }

    /// <summary>Removes a sample with all that was made of it.</summary>
    /// <exception cref="NotFoundException">There is no such sample.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change it.</exception>
    /// <exception cref="RefusedException">A job works for it.</exception>
    public async Task RemoveAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        while (true)
        {
            var parts = await PartsAsync(viewer, id, cancellation);
            try
            {
                await RemoveAsync(viewer, parts, cancellation);
                return;
            }
            catch (ConflictException)
            {
                // Somebody changed something of it in between: all is looked at again.
            }
        }
    }

    /// <summary>Removes many samples, one after the other; those that cannot be removed stay, and are told.</summary>
    public async Task<BulkOutcome> RemoveManyAsync(Viewer viewer, IReadOnlyList<string> ids, CancellationToken cancellation = default)
    {
        var (done, left) = (new List<string>(), new List<BulkObstacle>());
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            try
            {
                await RemoveAsync(viewer, id, cancellation);
                done.Add(id);
            }
            catch (Exception exception) when (exception is NotFoundException or NotPermittedException or RefusedException)
            {
                left.Add(await ObstacleAsync(viewer, id, exception.Message, cancellation));
            }
        }

        return new BulkOutcome(done, left);
    }

    private async Task RemoveAsync(Viewer viewer, SampleParts parts, CancellationToken cancellation)
    {
        var sample = parts.Sample;
        var (documents, size) = await DocumentsAsync(parts, cancellation);
        var left = parts.Analyses.ToList();
        foreach (var analysis in parts.Analyses.OrderByDescending(analysis => size[analysis.Id]))
        {
            if (size.Values.Sum() <= LargestItem)
            {
                break;
            }

            // What would not fit goes to the trash before, on its own.
            await trash.TakeAsync(Order(viewer, sample, data.Analysis(sample.Id, analysis.Id), $"{sample.Name} / {analysis.Reference.Name}", "analysis") with { Documents = documents[analysis.Id] }, cancellation);
            size.Remove(analysis.Id);
            left.Remove(analysis);
        }

        var order = Order(viewer, sample, data.Sample(sample.Id), sample.Name, "sample") with
        {
            Documents = [.. documents[sample.Id], .. left.SelectMany(analysis => documents[analysis.Id])],
            Also = await ForgettingAsync(sample.Id, cancellation),
        };
        await trash.TakeAsync(order, cancellation);
    }

    private static TrashOrder Order(Viewer viewer, Sample sample, string path, string name, string kind) => new(path, name, kind, $"It was removed by {viewer.Handle}.")
    {
        By = new Link(viewer.UserId, viewer.Handle),
        Owner = sample.User,
    };

    /// <summary>The documents that go with the sample, and with each analysis, by its id, and how many bytes they are.</summary>
    private async Task<(Dictionary<string, IReadOnlyList<TrashDocument>> Documents, Dictionary<string, long> Size)> DocumentsAsync(SampleParts parts, CancellationToken cancellation)
    {
        var documents = new Dictionary<string, IReadOnlyList<TrashDocument>>(StringComparer.Ordinal);
        var size = new Dictionary<string, long>(StringComparer.Ordinal);
        var known = parts.Jobs.ToLookup(job => job.Subject.Id, StringComparer.Ordinal);
        var searches = (await blasts.FindAsync(Where<Blast>.IsIn(blast => blast.AnalysisId, parts.Analyses.Select(analysis => analysis.Id)), cancellation)).ToLookup(blast => blast.AnalysisId, StringComparer.Ordinal);
        var caches = await trimmed.FindAsync(Where<TrimmedReads>.Is(cache => cache.Sample.Id, parts.Sample.Id), cancellation);
        foreach (var (id, own, more) in parts.Analyses
            .Select(analysis => (analysis.Id, TrashDocument.Of(analyses, analysis), _ofAnalyses.Select(collection => (collection, analysis.Id)).Concat(searches[analysis.Id].Select(blast => (blasts.Name, blast.Id)))))
            .Prepend((parts.Sample.Id, TrashDocument.Of(samples, parts.Sample), OfReads(parts.Sample, caches))))
        {
            var (found, bytes) = (new List<TrashDocument> { own }, 0L);
            foreach (var (collection, document) in more)
            {
                foreach (var kept in await store.FindAsync(collection, Query<AnyDocument>.ById(document), cancellation))
                {
                    found.Add(new TrashDocument(collection, kept.Id, kept.Revision));
                    bytes += JsonSerializer.SerializeToUtf8Bytes(kept, Json.Stored).Length;
                }
            }

            documents[id] = [.. found, .. known[id].Select(job => TrashDocument.Of(jobs, job))];
            size[id] = bytes;
        }

        return (documents, size);
    }

    // The trimmed reads of a sample lie in its folder.
    private IEnumerable<(string Collection, string Id)> OfReads(Sample sample, IReadOnlyList<TrimmedReads> caches) =>
    [
        .. caches.Select(cache => (trimmed.Name, cache.Id)),
        .. caches.Select(cache => cache.Id).Prepend(sample.Id).SelectMany(SampleQualities.IdsOf).Select(quality => ("quality", quality)),
    ];

    private async Task<IReadOnlyList<Write>> ForgettingAsync(string id, CancellationToken cancellation) =>
    [
        .. (await imports.FindAsync(Where<Import>.Is(import => import.SampleId, id), cancellation)).Select(import => imports.ToReplace(import with { SampleId = null })),
        .. (await files.FindAsync(Where<StoredFile>.Is(file => file.SampleId, id), cancellation)).Select(file => files.ToReplace(file with { SampleId = null })),
    ];

    private async Task<SampleParts> PartsAsync(Viewer viewer, string id, CancellationToken cancellation)
    {
        var sample = await samples.GetAsync(viewer, id, cancellation) ?? throw new NotFoundException("There is no such sample.");
        viewer.Demand(sample, Right.Write);
        var made = await analyses.FindAsync(Where<Analysis>.Is(analysis => analysis.Sample.Id, id), cancellation);
        var run = await jobs.FindAsync(Where<Job>.IsIn(job => job.Subject.Id, made.Select(analysis => analysis.Id).Append(id)), cancellation);
        var parts = new SampleParts(sample, made, run);
        return parts.Obstacle is { } obstacle ? throw new RefusedException(obstacle) : parts;
    }

    private async Task<BulkObstacle> ObstacleAsync(Viewer viewer, string id, string reason, CancellationToken cancellation) =>
        new(id, (await samples.GetAsync(viewer, id, cancellation))?.Name ?? id, reason);
}
