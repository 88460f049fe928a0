using System.Globalization;
using Virtool.Bio;
using Virtool.Bio.Quality;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Quality;
using Virtool.Domain.Samples;
using Virtool.Domain.Trimming;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows.Analyses;
using Virtool.Jobs.Workflows.Publishing;
using Virtool.Jobs.Workflows.Samples;

namespace Virtool.Jobs.Workflows.Trimming;

/// <summary>
/// Gives analyses the trimmed reads of their samples. There is one document of the same reads and parameters, which says who makes them: whoever needs them meanwhile waits
/// for that job, and takes the work over where it ends without them. They are used once the document says that they are whole, and not before.
/// </summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="caches">The trimmed reads.</param>
/// <param name="analyses">What uses them.</param>
/// <param name="samples">The samples.</param>
/// <param name="jobs">The jobs, of which one makes them.</param>
/// <param name="qualities">Their qualities.</param>
/// <param name="trimming">Removes them.</param>
/// <param name="data">Where they lie.</param>
/// <param name="time">The clock.</param>
public sealed class ReadTrimming(
    IDocumentStore store,
    Collection<TrimmedReads> caches,
    Collection<Analysis> analyses,
    Collection<Sample> samples,
    Collection<Job> jobs,
    Collection<ReadQuality> qualities,
    TrimmingService trimming,
    DataFolder data,
    TimeProvider time)
{
    // So many threads at the most skewer takes.
    private const int MostThreads = 32;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Sees that there are trimmed reads of a sample, and that the analysis names them.</summary>
    /// <exception cref="InputException">The sample's reads are not there.</exception>
    public async Task PrepareAsync(StepContext context, Analysis analysis, CancellationToken cancellation)
    {
        while (true)
        {
            var sample = await SampleAsync(analysis, cancellation);
            var program = $"{TrimRules.Tool}-{await context.VersionAsync(TrimRules.Tool, cancellation) ?? "unknown"}";
            switch (await ClaimAsync(context.Job, analysis, program, cancellation))
            {
                case { Ready: true }:
                    return;
                case var claimed when claimed.JobId == context.Job.Id:
                    await TrimAsync(context, sample, claimed.Parameters, cancellation);
                    if (await PublishAsync(context, analysis, claimed.Id, cancellation))
                    {
                        return;
                    }

                    break;
                default:
                    await Task.Delay(Pause, time, cancellation);
                    break;
            }
        }
    }

    /// <summary>The trimmed reads of an analysis, and the paths of their files, one or two.</summary>
    /// <exception cref="InputException">They are gone.</exception>
    public async Task<(TrimmedReads Reads, IReadOnlyList<string> Files)> TakeAsync(Analysis analysis, CancellationToken cancellation)
    {
        if (analysis.CacheId is { } id && await caches.GetAsync(id, cancellation) is { Ready: true } cache)
        {
            var files = cache.Files.Select(file => Path.Combine(data.Trimmed(cache.Sample.Id, cache.JobId), file.Name)).ToArray();
            if (files.All(File.Exists))
            {
                return (cache, files);
            }
        }

        throw new InputException("The trimmed reads of this analysis are not there any more. Analyse the sample again.");
    }

    /// <summary>The clean-up: unfinished ones that the job was to make go, so that nobody waits for them.</summary>
    public async Task CleanUpAsync(Job job, CancellationToken cancellation)
    {
        var unfinished = await caches.FindAsync(
            Where<TrimmedReads>.Is(cache => cache.JobId, job.Id) & Where<TrimmedReads>.Is(cache => cache.Ready, false), cancellation);
        foreach (var id in unfinished.Select(cache => cache.Id))
        {
            await store.CommitAsync(
                async token => await caches.GetAsync(id, token) is { Ready: false } cache && cache.JobId == job.Id ? await trimming.RemovalAsync(cache, token) : [],
                cancellation);
        }

        if (unfinished.Count > 0)
        {
            PublishedFolder.Remove(data.Trimmed(unfinished[0].Sample.Id, job.Id));
        }
    }

    // The document of the trimmed reads: ready, and then the analysis names it; or being made, by this job or by another one that runs.
    private async Task<TrimmedReads> ClaimAsync(Job job, Analysis analysis, string program, CancellationToken cancellation)
    {
        while (true)
        {
            var sample = await SampleAsync(analysis, cancellation);
            var parameters = TrimRules.ParametersOf(sample);
            var cache = await caches.GetAsync(TrimRules.IdOf(sample, program, parameters), cancellation);
            var claimed = (cache ?? new TrimmedReads
            {
                Id = TrimRules.IdOf(sample, program, parameters),
                Sample = new Link(sample.Id, sample.Name),
                ReadsVersion = sample.ReadsVersion,
                Program = program,
                Parameters = parameters,
                JobId = "",
            }) with
            {
                Ready = false,
                JobId = job.Id,
                CreatedAt = time.GetUtcNow(),
                Files = [],
                Library = null,
                Readers = sample.Readers,
            };
            try
            {
                switch (cache)
                {
                    case null:
                        await store.BatchAsync([caches.ToInsert(claimed), samples.ToHold(sample)], cancellation);
                        return claimed;
                    case { Ready: true } when AreThere(cache):
                        var current = await analyses.GetAsync(analysis.Id, cancellation) ?? throw new InputException("The analysis was deleted, so it has no result.");
                        await store.BatchAsync([caches.ToHold(cache), analyses.ToReplace(current with { CacheId = cache.Id })], cancellation);
                        return cache;
                    case { Ready: true }:
                        // Somebody removed the files by hand.
                        await store.BatchAsync([.. await trimming.RemovalAsync(cache, cancellation)], cancellation);
                        break;
                    case var begun when begun.JobId == job.Id || await IsAtWorkAsync(begun.JobId, cancellation):
                        return begun;
                    default:
                        await store.BatchAsync([caches.ToReplace(claimed), samples.ToHold(sample)], cancellation);
                        return claimed;
                }
            }
            catch (Exception exception) when (exception is ConflictException or DuplicateException)
            {
                // Another job was in between: look again.
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private bool AreThere(TrimmedReads cache) => cache.Files.All(file => File.Exists(Path.Combine(data.Trimmed(cache.Sample.Id, cache.JobId), file.Name)));

    // One that waits, as for the memory that those have who wait for it, makes nothing.
    private async Task<bool> IsAtWorkAsync(string jobId, CancellationToken cancellation) => await jobs.GetAsync(jobId, cancellation) is { State: JobState.Running };

    private async Task TrimAsync(StepContext context, Sample sample, TrimParameters parameters, CancellationToken cancellation)
    {
        var folder = new TrimFolder(context);
        string[] reads = [.. Enumerable.Range(1, sample.Paired ? 2 : 1).Select(mate => context.Data.Reads(sample.Id, mate))];
        if (reads.FirstOrDefault(mate => !File.Exists(mate)) is { } missing)
        {
            throw new InputException($"The sample's file {Path.GetFileName(missing)} is not there, so its reads cannot be trimmed.");
        }

        folder.Begin();
        var threads = Math.Min(MostThreads, context.Job.Threads()).ToString(CultureInfo.InvariantCulture);
        await context.RunAsync(new ToolCommand(TrimRules.Tool, [.. TrimRules.OptionsOf(parameters), "-t", threads, "-o", folder.Prefix, "-z", "--quiet", .. reads]), cancellation);
        folder.Rename(sample.Paired);
        try
        {
            var measure = new ToolCommand(Toolbox.Virtool, ["tool", "quality", "--mates", .. reads.Select((_, index) => Path.Combine(folder.Kept, SampleRules.ReadsName(index + 1)))]);
            await context.RunAsync(measure with { OutputFile = folder.Quality }, cancellation);
        }
        catch (ToolFailedException failed) when (failed.Result is { ExitStatus: 2, OutOfMemory: false })
        {
            // skewer does not see where what packs its output cannot write.
            throw new StepFailedException("trimming_failed", $"skewer left damaged files: {failed.Result.LastWords.LastOrDefault(word => word.Length > 0)} Is the disk of the data folder full? Make room on it, and start the job again.");
        }
    }

    // False where another job has taken the work over meanwhile.
    private async Task<bool> PublishAsync(StepContext context, Analysis analysis, string id, CancellationToken cancellation)
    {
        var folder = new TrimFolder(context);
        var measures = await PathoscopeCandidates.ReadAsync<List<ReadsMeasure>>(folder.Quality, cancellation);
        var documents = LibraryQuality.Documents(id, measures);
        var target = data.Trimmed(analysis.Sample.Id, context.Job.Id);
        PublishedFolder.Publish(folder.Kept, target);
        var published = false;
        await store.CommitAsync(
            async token =>
            {
                var cache = await caches.GetAsync(id, token);
                var current = await analyses.GetAsync(analysis.Id, token) ?? throw new InputException("The analysis was deleted, so it has no result.");
                published = cache is { Ready: false } && cache.JobId == context.Job.Id;
                if (!published)
                {
                    return [];
                }

                var whole = cache! with { Ready = true, Files = [.. measures.Select((measure, index) => FileOf(target, index + 1, measure))], Library = LibraryQuality.Summary(documents[0]) };
                return [caches.ToReplace(whole), analyses.ToReplace(current with { CacheId = id }), .. documents.Select(qualities.ToInsert)];
            },
            cancellation);
        if (!published)
        {
            PublishedFolder.Remove(target);
            File.Delete(folder.Quality);
        }

        return published;
    }

    private static SampleFile FileOf(string folder, int mate, ReadsMeasure measure)
    {
        var name = SampleRules.ReadsName(mate);
        return new SampleFile(name, new FileInfo(Path.Combine(folder, name)).Length, measure.Quality.Count, "", new SourceFile("", name, 0));
    }

    private async Task<Sample> SampleAsync(Analysis analysis, CancellationToken cancellation) =>
        await samples.GetAsync(analysis.Sample.Id, cancellation) ?? throw new InputException("The sample was deleted, so it cannot be analysed.");
}
