using Virtool.Bio;
using Virtool.Bio.Quality;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Quality;
using Virtool.Domain.Samples;
using Virtool.Domain.Trash;
using Virtool.Domain.Trimming;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Samples;

/// <summary>
/// Puts other reads in the place of a sample's. Until one batch says of the sample that it has the new ones, all can be taken back and the sample is as it
/// was; from then on it goes on to its end, whatever comes between. Arguments: <c>sample_id</c>; <c>files</c>, the ids of the stored files by mate; and
/// <c>reads_version</c>, which reads of the sample they will be.
/// </summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="samples">The samples.</param>
/// <param name="files">The stored files.</param>
/// <param name="imports">What they came by.</param>
/// <param name="qualities">The qualities of files and samples.</param>
/// <param name="trimming">Removes what was made of the earlier reads.</param>
/// <param name="replacements">Knows whether the sample is being analysed.</param>
/// <param name="trash">Where earlier reads go.</param>
/// <param name="directory">Whether files can be taken.</param>
/// <param name="data">Where things lie.</param>
public sealed class UpdateSampleWorkflow(
    IDocumentStore store,
    Collection<Sample> samples,
    Collection<StoredFile> files,
    Collection<Import> imports,
    Collection<ReadQuality> qualities,
    TrimmingService trimming,
    SampleReplacements replacements,
    TrashService trash,
    FilesDirectory directory,
    DataFolder data) : IWorkflow
{
    /// <inheritdoc />
    public string Name => SampleReplacements.Workflow;

    /// <inheritdoc />
    public string Title => "Replace reads";

    /// <inheritdoc />
    public WorkflowSize Size => WorkflowSize.None;

    /// <inheritdoc />
    public bool StartsOver => true;

    /// <inheritdoc />
    public bool TakesFiles => true;

    /// <inheritdoc />
    public IReadOnlyList<WorkflowStep> Steps =>
    [
        new("take_files", "Take files", "Takes the new reads beside those that the sample has.", TakeAsync),
        new("replace", "Replace", "Joins what was measured of the new reads when they were imported, and puts them in the place of the earlier ones.", ReplaceAsync),
        new("remove_earlier", "Remove earlier reads", "Moves the earlier reads to the trash, removes what was trimmed of them, and lets the sample be analysed again.", FinishAsync),
    ];

    /// <inheritdoc />
    public async Task CleanUpAsync(Job job, CancellationToken cancellation)
    {
        await directory.DemandAsync("The clean-up", cancellation);
        var reads = ReplacingReads.Of(job, data);
        var sample = await samples.GetAsync(job.Argument("sample_id"), cancellation);
        if (sample is not null && sample.ReadsVersion >= reads.Version)
        {
            await EndAsync(job, cancellation);
            return;
        }

        // First the files, then their documents: who finds a file free must find its bytes too.
        await reads.BringBackAsync(async id => await files.GetAsync(id, cancellation) is not null);
        await store.CommitAsync(token => FailureAsync(job, token), cancellation);
    }

    private async Task<IReadOnlyList<Write>> FailureAsync(Job job, CancellationToken cancellation)
    {
        var writes = new List<Write>();
        if (await samples.GetAsync(job.Argument("sample_id"), cancellation) is { Replacement: { } replacement } sample && replacement.JobId == job.Id && replacement.Error is null)
        {
            writes.Add(samples.ToReplace(sample with { Replacement = replacement with { Error = job.Sentence() } }));
        }

        foreach (var file in await FilesAsync(job, cancellation))
        {
            if (file.Reserved)
            {
                writes.Add(files.ToReplace(file with { Reserved = false, SampleId = null }));
            }
        }

        var came = await ImportsAsync(job, cancellation);
        writes.AddRange(came.Where(import => import.SampleId is not null).Select(import => imports.ToReplace(import with { SampleId = null })));
        return writes;
    }

    private async Task TakeAsync(StepContext context, CancellationToken cancellation)
    {
        await directory.RequireAsync(cancellation);
        if (IsDone(await SampleAsync(context.Job, cancellation), context.Job))
        {
            return;
        }

        await store.CommitAsync(token => ReopeningAsync(context.Job, token), cancellation);
        if ((await SampleAsync(context.Job, cancellation)).ReadsVersion < ReplacingReads.Of(context.Job, data).Version)
        {
            ReplacingReads.Of(context.Job, data).Take();
        }
    }

    // A job that is tried again after its clean-up reserves its files again.
    private async Task<IReadOnlyList<Write>> ReopeningAsync(Job job, CancellationToken cancellation)
    {
        var sample = await SampleAsync(job, cancellation);
        if (sample.Replacement?.JobId != job.Id)
        {
            throw new InputException("The reads of the sample are to be replaced by others, or were replaced already. Nothing is left to do.");
        }

        if (sample.Replacement.Error is null)
        {
            return [];
        }

        if (await replacements.IsAnalysedAsync(sample, cancellation))
        {
            throw new InputException("The sample is being analysed. Start the job again when that is done.");
        }

        var found = await FilesAsync(job, cancellation);
        if (found.Count != job.Arguments("files").Count || found.Any(file => file.Reserved))
        {
            throw new InputException("A file of the new reads was taken or removed meanwhile. Upload it again, and replace the reads anew.");
        }

        return
        [
            samples.ToReplace(sample with { Replacement = sample.Replacement with { Error = null } }),
            .. found.Select(file => files.ToReplace(file.TakenBy(sample))),
            .. (await ImportsAsync(job, cancellation)).Select(import => imports.ToReplace(import with { SampleId = sample.Id })),
        ];
    }

    private async Task ReplaceAsync(StepContext context, CancellationToken cancellation)
    {
        var reads = ReplacingReads.Of(context.Job, data);
        var sample = await SampleAsync(context.Job, cancellation);
        if (IsDone(sample, context.Job))
        {
            return;
        }

        if (sample.ReadsVersion < reads.Version)
        {
            var measures = new List<ReadsMeasure>();
            foreach (var (index, file) in reads.Files.Index())
            {
                measures.Add(await MeasureAsync(file, reads.Beside(index), cancellation));
            }

            await store.CommitAsync(token => ReplacementAsync(context.Job, measures, token), cancellation);
        }

        reads.Swap();
    }

    private async Task<ReadsMeasure> MeasureAsync(string fileId, string path, CancellationToken cancellation) => await qualities.GetAsync(fileId, cancellation) is { } known
        ? LibraryQuality.MeasureOf(known)
        : await Task.Run(() => ReadsMeasure.Of(File.OpenRead(path), cancellation), cancellation);

    private async Task<IReadOnlyList<Write>> ReplacementAsync(Job job, IReadOnlyList<ReadsMeasure> measures, CancellationToken cancellation)
    {
        var sample = await SampleAsync(job, cancellation);
        var version = ReplacingReads.Of(job, data).Version;
        if (sample.ReadsVersion >= version)
        {
            return [];
        }

        var documents = LibraryQuality.Documents(sample.Id, measures);
        var earlier = await qualities.FindAsync(Where<ReadQuality>.IsIn(quality => quality.Id, SampleQualities.IdsOf(sample.Id)), cancellation);
        var counts = measures.Select(measure => measure.Quality.Count).ToArray();
        var doubts = (await FilesAsync(job, cancellation)).Select(file => file.Warning).OfType<string>();
        var changed = sample with
        {
            Files = [.. sample.Replacement!.Files.Select((file, index) => file with { ReadCount = counts[index] })],
            Paired = sample.Replacement.Files.Count == 2,
            ReadsVersion = version,
            Library = LibraryQuality.Summary(documents[0]),
            Warnings = [.. doubts.Concat(LibraryQuality.Warnings(counts)).Distinct(StringComparer.Ordinal)],
        };
        return
        [
            samples.ToReplace(changed),
            .. documents.Select(document => earlier.FirstOrDefault(one => one.Id == document.Id) is { } one ? qualities.ToReplace(document with { Revision = one.Revision }) : qualities.ToInsert(document)),
            .. earlier.Where(one => documents.All(document => document.Id != one.Id)).Select(one => qualities.ToDelete(one.Id)),
            .. job.Arguments("files").SelectMany(id => new[] { files.ToDelete(id), qualities.ToDelete(id) }),
        ];
    }

    private Task FinishAsync(StepContext context, CancellationToken cancellation) => EndAsync(context.Job, cancellation);

    /// <summary>All that is to be done once the sample has its new reads; may run again, wherever it was stopped.</summary>
    private async Task EndAsync(Job job, CancellationToken cancellation)
    {
        var reads = ReplacingReads.Of(job, data);
        if (await samples.GetAsync(job.Argument("sample_id"), cancellation) is not { Replacement: { } replacement } sample || replacement.JobId != job.Id)
        {
            return;
        }

        reads.Swap();
        if (Directory.EnumerateFileSystemEntries(reads.Earlier).Any())
        {
            await trash.TakeAsync(
                new TrashOrder(reads.Earlier, $"{sample.Name} (earlier reads)", "reads", $"They were replaced by {replacement.User.Name}.") { By = replacement.User, Owner = sample.User },
                cancellation);
        }

        PublishedFolder.Remove(reads.Earlier);
        await trimming.RemoveAllAsync(sample.Id, cancellation);
        await samples.UpdateAsync(sample.Id, now => now.Replacement?.JobId == job.Id ? now with { Replacement = null } : now, cancellation);
    }

    // A server may end when all is done, and only the job does not say so yet: the next one may begin it anew.
    private static bool IsDone(Sample sample, Job job) =>
        sample.Replacement?.JobId != job.Id && sample.Files.Select(file => file.From.Id).SequenceEqual(job.Arguments("files"), StringComparer.Ordinal);

    private async Task<Sample> SampleAsync(Job job, CancellationToken cancellation) =>
        await samples.GetAsync(job.Argument("sample_id"), cancellation)
        ?? throw new InputException("The sample was deleted, so its reads cannot be replaced.");

    private async Task<IReadOnlyList<StoredFile>> FilesAsync(Job job, CancellationToken cancellation)
    {
        var found = (await files.FindAsync(Where<StoredFile>.IsIn(file => file.Id, job.Arguments("files")), cancellation)).ToDictionary(file => file.Id, StringComparer.Ordinal);
        return [.. job.Arguments("files").Where(found.ContainsKey).Select(id => found[id])];
    }

    private async Task<IReadOnlyList<Import>> ImportsAsync(Job job, CancellationToken cancellation) =>
        await imports.FindAsync(Where<Import>.IsIn(import => import.FileId, job.Arguments("files")), cancellation);
}
