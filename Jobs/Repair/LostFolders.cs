using Microsoft.Extensions.Logging;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.References;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Trash;
using Virtool.Domain.Trimming;

namespace Virtool.Jobs.Repair;

/// <summary>Folders of the data folder whose document is gone.</summary>
/// <param name="data">Where they lie.</param>
/// <param name="samples">The samples.</param>
/// <param name="analyses">The analyses.</param>
/// <param name="subtractions">The subtractions.</param>
/// <param name="references">The references.</param>
/// <param name="indexes">Their indexes.</param>
/// <param name="jobs">The jobs.</param>
/// <param name="caches">The trimmed reads.</param>
/// <param name="trash">Where they go.</param>
/// <param name="log">The log.</param>
internal sealed class LostFolders(
    DataFolder data,
    Collection<Sample> samples,
    Collection<Analysis> analyses,
    Collection<Subtraction> subtractions,
    Collection<Reference> references,
    Collection<ReferenceIndex> indexes,
    Collection<Job> jobs,
    Collection<TrimmedReads> caches,
    TrashService trash,
    ILogger<LostFolders> log)
{
    private const int FoldersAtOnce = 500;

    // So many are more than an end of the server leaves: with a database that is not this folder's, they would be all.
    private const int Many = 10;

    /// <summary>Moves them to the trash. A document comes before its folder, so none that is being filled is taken.</summary>
    public async Task MoveAsync(CancellationToken cancellation)
    {
        var (ofSamples, ofReferences) = (Path.Combine(data.Root, "samples"), Path.Combine(data.Root, "references"));
        await MoveAsync(samples, "folder of a sample", In(ofSamples), cancellation);
        await MoveAsync(analyses, "folder of an analysis", [.. In(ofSamples).SelectMany(sample => In(Path.Combine(sample, "analysis")))], cancellation);
        await RemoveTrimmedAsync([.. In(ofSamples).SelectMany(sample => In(Path.Combine(sample, "trimmed")))], cancellation);
        await MoveAsync(subtractions, "folder of a subtraction", In(Path.Combine(data.Root, "subtractions")), cancellation);
        await MoveAsync(references, "folder of a reference", In(ofReferences), cancellation);
        await MoveAsync(indexes, "folder of an index", [.. In(ofReferences).SelectMany(In)], cancellation);
        await MoveAsync(jobs, "work of a job", In(data.Work), cancellation);
    }

    // Each by the job that made them. They can be made again, so they go for good.
    private async Task RemoveTrimmedAsync(string[] folders, CancellationToken cancellation)
    {
        foreach (var some in folders.Chunk(FoldersAtOnce))
        {
            string[] ids = [.. some.Select(folder => Path.GetFileName(folder))];

            // In this order: a job that is over by then has written them down before, if ever.
            var working = (await jobs.FindAsync(Where<Job>.IsIn(job => job.Id, ids), cancellation)).Where(job => !job.IsOver()).Select(job => job.Id);
            var kept = (await caches.FindAsync(Where<TrimmedReads>.IsIn(cache => cache.JobId, ids), cancellation)).Select(cache => cache.JobId).Concat(working).ToHashSet(StringComparer.Ordinal);
            foreach (var folder in some.Where(folder => !kept.Contains(Path.GetFileName(folder)) && Directory.Exists(folder)))
            {
                Directory.Delete(folder, recursive: true);
                log.LogWarning("The trimmed reads in {Folder} belong to nothing any more; they were removed", folder);
            }
        }
    }

    private static string[] In(string folder) => Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];

    private async Task MoveAsync<T>(Collection<T> documents, string kind, string[] folders, CancellationToken cancellation)
        where T : Document
    {
        var lost = new List<string>();
        foreach (var some in folders.Chunk(FoldersAtOnce))
        {
            var found = await documents.FindAsync(Where<T>.IsIn(document => document.Id, some.Select(folder => Path.GetFileName(folder))), cancellation);
            var ids = found.Select(document => document.Id).ToHashSet(StringComparer.Ordinal);
            lost.AddRange(some.Where(folder => !ids.Contains(Path.GetFileName(folder))));
        }

        if (lost.Count > Many && lost.Count * 2 > folders.Length)
        {
            log.LogError(
                "{Lost} of {All} folders in the data folder have no document in {Collection}, as {Example}. They are left where they are: look whether this is the right database for this data folder",
                lost.Count, folders.Length, documents.Name, lost[0]);
            return;
        }

        foreach (var folder in lost.Where(Directory.Exists))
        {
            await MoveAsync(folder, kind, cancellation);
        }
    }

    private async Task MoveAsync(string folder, string kind, CancellationToken cancellation)
    {
        var order = new TrashOrder(folder, Path.GetFileName(folder), kind, "It was found without its document, so nothing could have used it.");
        var item = await trash.TakeAsync(order, cancellation);
        log.LogWarning("The folder {Folder} has no document; it was moved to the trash as {Place}", folder, item.Place);
    }
}
