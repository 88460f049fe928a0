using Virtool.Bio;
using Virtool.Bio.Quality;
using Virtool.Data.Collections;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Quality;
using Virtool.Domain.Samples;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Samples;

/// <summary>
/// Takes the reserved files of a sample out of the files directory, by rename, and gives it their quality. Arguments: <c>sample_id</c> and
/// <c>files</c>, the ids of the stored files in the order of the mates.
/// </summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="samples">The samples.</param>
/// <param name="files">The stored files.</param>
/// <param name="qualities">The qualities of files and samples.</param>
/// <param name="data">Where things lie.</param>
public sealed class CreateSampleWorkflow(
    IDocumentStore store,
    Collection<Sample> samples,
    Collection<StoredFile> files,
    Collection<ReadQuality> qualities,
    DataFolder data) : IWorkflow
{
    /// <inheritdoc />
    public string Name => SampleService.CreateWorkflow;

    /// <inheritdoc />
    public string Title => "Create sample";

    /// <inheritdoc />
    public WorkflowSize Size => WorkflowSize.None;

    /// <inheritdoc />
    public bool StartsOver => true;

    /// <inheritdoc />
    public IReadOnlyList<WorkflowStep> Steps =>
    [
        new("make_sample_dir", "Create directory", "Makes the sample's folder.", MakeFolderAsync),
        new("move_files", "Move files", "Takes the reads into the sample's folder.", MoveFilesAsync),
        new("quality", "Quality", "Joins what was measured of the reads when they were imported.", MeasureAsync),
        new("finish", "Finish", "Makes the sample ready for analyses.", FinishAsync),
    ];

    /// <inheritdoc />
    public async Task CleanUpAsync(Job job, CancellationToken cancellation)
    {
        var sampleId = job.Argument("sample_id");
        if (await samples.GetAsync(sampleId, cancellation) is { State: not SampleState.Creating })
        {
            return;
        }

        foreach (var (index, fileId) in job.Arguments("files").Index())
        {
            var reads = data.Reads(sampleId, index + 1);
            if (File.Exists(reads) && !File.Exists(data.FilePath(fileId)) && await files.GetAsync(fileId, cancellation) is not null)
            {
                File.Move(reads, data.FilePath(fileId));
            }
        }

        await store.CommitAsync(token => FailureAsync(job, sampleId, token), cancellation);
        RemoveWhereEmpty(data.Sample(sampleId));
    }

    private async Task<IReadOnlyList<Write>> FailureAsync(Job job, string sampleId, CancellationToken cancellation)
    {
        var sample = await samples.GetAsync(sampleId, cancellation);
        if (sample is { State: not SampleState.Creating })
        {
            return [];
        }

        var writes = new List<Write>();
        if (sample is not null)
        {
            writes.Add(samples.ToReplace(sample with { State = SampleState.Failed, Error = job.Sentence() }));
        }

        foreach (var file in await FilesAsync(job, cancellation))
        {
            if (file.Reserved)
            {
                writes.Add(files.ToReplace(file with { Reserved = false }));
            }
        }

        return writes;
    }

    private async Task MakeFolderAsync(StepContext context, CancellationToken cancellation)
    {
        await store.CommitAsync(token => ReopeningAsync(context.Job, token), cancellation);
        Directory.CreateDirectory(data.Sample(context.Job.Argument("sample_id")));
    }

    // A job that is tried again after its clean-up reserves its files again.
    private async Task<IReadOnlyList<Write>> ReopeningAsync(Job job, CancellationToken cancellation)
    {
        var sample = await SampleAsync(job, cancellation);
        if (sample.State != SampleState.Failed)
        {
            return [];
        }

        var found = await FilesAsync(job, cancellation);
        if (found.Count != job.Arguments("files").Count || found.Any(file => file.Reserved))
        {
            throw new InputException("A file of the sample was taken or removed meanwhile, so the sample cannot be made of it any more.");
        }

        return [samples.ToReplace(sample with { State = SampleState.Creating, Error = null }), .. found.Select(file => files.ToReplace(file.TakenBy(sample)))];
    }

    private Task MoveFilesAsync(StepContext context, CancellationToken cancellation)
    {
        foreach (var (index, fileId) in context.Job.Arguments("files").Index())
        {
            var reads = data.Reads(context.Job.Argument("sample_id"), index + 1);
            if (File.Exists(reads))
            {
                continue;
            }

            if (!File.Exists(data.FilePath(fileId)))
            {
                throw new InputException("A file of the sample's reads is not in the files directory any more. Import it again.");
            }

            File.Move(data.FilePath(fileId), reads);
        }

        return Task.CompletedTask;
    }

    private async Task MeasureAsync(StepContext context, CancellationToken cancellation)
    {
        var sampleId = context.Job.Argument("sample_id");
        if ((await SampleAsync(context.Job, cancellation)).Library is not null)
        {
            return;
        }

        var measures = new List<ReadsMeasure>();
        foreach (var (index, fileId) in context.Job.Arguments("files").Index())
        {
            measures.Add(await MeasureAsync(fileId, data.Reads(sampleId, index + 1), cancellation));
        }

        var quality = LibraryQuality.Of(sampleId, measures.Aggregate(ReadsMeasure.Merge));
        var counts = measures.Select(measure => measure.Quality.Count).ToArray();
        await store.CommitAsync(
            async token =>
            {
                var sample = await SampleAsync(context.Job, token);
                return sample.Library is not null ? [] : [qualities.ToInsert(quality), samples.ToReplace(Measured(sample, quality, counts))];
            },
            cancellation);
    }

    private async Task<ReadsMeasure> MeasureAsync(string fileId, string reads, CancellationToken cancellation) =>
        await qualities.GetAsync(fileId, cancellation) is { } known
            ? LibraryQuality.MeasureOf(known)
            : await Task.Run(() => ReadsMeasure.Of(File.OpenRead(reads), cancellation), cancellation);

    private static Sample Measured(Sample sample, ReadQuality quality, long[] counts) => sample with
    {
        Library = LibraryQuality.Summary(quality),
        Files = [.. sample.Files.Select((file, index) => index < counts.Length ? file with { ReadCount = counts[index] } : file)],
        Warnings = [.. sample.Warnings.Union(LibraryQuality.Warnings(counts))],
    };

    private Task FinishAsync(StepContext context, CancellationToken cancellation) => store.CommitAsync(
        async token =>
        {
            var sample = await SampleAsync(context.Job, token);
            return sample.State == SampleState.Ready
                ? []
                :
                [
                    samples.ToReplace(sample with { State = SampleState.Ready, Error = null }),
                    .. context.Job.Arguments("files").SelectMany(id => new[] { files.ToDelete(id), qualities.ToDelete(id) }),
                ];
        },
        cancellation);

    private async Task<Sample> SampleAsync(Job job, CancellationToken cancellation) =>
        await samples.GetAsync(job.Argument("sample_id"), cancellation)
        ?? throw new InputException("The sample was deleted, so its reads cannot be taken in.");

    private async Task<IReadOnlyList<StoredFile>> FilesAsync(Job job, CancellationToken cancellation)
    {
        var found = new List<StoredFile>();
        foreach (var id in job.Arguments("files"))
        {
            if (await files.GetAsync(id, cancellation) is { } file)
            {
                found.Add(file);
            }
        }

        return found;
    }

    private static void RemoveWhereEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }
}
