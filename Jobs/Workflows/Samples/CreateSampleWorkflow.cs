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
/// Takes the reserved files of a sample out of the files directory, by rename, joins lanes, and gives it their quality. Arguments:
/// <c>sample_id</c>; <c>files</c>, the ids of the stored files, first all lanes of one mate in their order, then those of the other; and
/// <c>lanes</c>, how many each mate has, 1 where it is missing.
/// </summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="samples">The samples.</param>
/// <param name="files">The stored files.</param>
/// <param name="qualities">The qualities of files and samples.</param>
/// <param name="directory">Whether files can be taken.</param>
/// <param name="data">Where things lie.</param>
public sealed class CreateSampleWorkflow(
    IDocumentStore store,
    Collection<Sample> samples,
    Collection<StoredFile> files,
    Collection<ReadQuality> qualities,
    FilesDirectory directory,
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
    public bool TakesFiles => true;

    /// <inheritdoc />
    public IReadOnlyList<WorkflowStep> Steps =>
    [
        new("make_sample_dir", "Create directory", "Makes the sample's folder.", MakeFolderAsync),
        new("move_files", "Move files", "Takes the reads into the sample's folder, and joins those of several lanes.", MoveFilesAsync),
        new("quality", "Quality", "Joins what was measured of the reads when they were imported.", MeasureAsync),
        new("finish", "Finish", "Makes the sample ready for analyses.", FinishAsync),
    ];

    /// <inheritdoc />
    public async Task CleanUpAsync(Job job, CancellationToken cancellation)
    {
        var sampleId = job.Argument("sample_id");
        var reads = SampleReads.Of(job, data);
        if (await samples.GetAsync(sampleId, cancellation) is { State: not SampleState.Creating } sample)
        {
            if (sample.State == SampleState.Ready)
            {
                reads.RemoveLanes();
            }

            return;
        }

        // First the files, then their documents: who finds a file free must find its bytes too.
        await directory.DemandAsync("The clean-up", cancellation);
        await reads.BringBackAsync(async fileId => await files.GetAsync(fileId, cancellation) is not null);
        await store.CommitAsync(token => FailureAsync(job, sampleId, token), cancellation);
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

    private async Task MoveFilesAsync(StepContext context, CancellationToken cancellation)
    {
        await directory.RequireAsync(cancellation);
        var reads = SampleReads.Of(context.Job, data);
        foreach (var index in Enumerable.Range(0, reads.Mates.Count))
        {
            if (reads.Take(index) is { Count: > 0 } lanes)
            {
                await JoinAsync(context, lanes, index, reads.Whole(index), cancellation);
            }
        }
    }

    // The hash is written before the file appears: so a file that is there has one.
    private async Task JoinAsync(StepContext context, IReadOnlyList<string> lanes, int index, string whole, CancellationToken cancellation)
    {
        var joined = context.PathOf(Path.GetFileName(whole));
        var (size, sha256) = await LaneJoin.JoinAsync(lanes, joined, cancellation);
        await store.CommitAsync(
            async token =>
            {
                var sample = await SampleAsync(context.Job, token);
                return [samples.ToReplace(sample with { Files = [.. sample.Files.Select((file, at) => at == index ? file with { Size = size, Sha256 = sha256 } : file)] })];
            },
            cancellation);
        File.Move(joined, whole);
    }

    private async Task MeasureAsync(StepContext context, CancellationToken cancellation)
    {
        if ((await SampleAsync(context.Job, cancellation)).Library is not null)
        {
            return;
        }

        var reads = SampleReads.Of(context.Job, data);
        var measures = new List<ReadsMeasure>();
        foreach (var (index, fileIds) in reads.Mates.Index())
        {
            measures.Add(await MeasureAsync(fileIds, reads.Whole(index), cancellation));
        }

        var documents = LibraryQuality.Documents(context.Job.Argument("sample_id"), measures);
        var counts = measures.Select(measure => measure.Quality.Count).ToArray();
        await store.CommitAsync(
            async token =>
            {
                var sample = await SampleAsync(context.Job, token);
                return sample.Library is not null ? [] : [.. documents.Select(qualities.ToInsert), samples.ToReplace(Measured(sample, documents[0], counts))];
            },
            cancellation);
    }

    private async Task<ReadsMeasure> MeasureAsync(IReadOnlyList<string> fileIds, string reads, CancellationToken cancellation)
    {
        var known = new List<ReadQuality>();
        foreach (var id in fileIds)
        {
            if (await qualities.GetAsync(id, cancellation) is { } quality)
            {
                known.Add(quality);
            }
        }

        return (known.Count == fileIds.Count ? LibraryQuality.MeasureOf(known) : null)
            ?? await Task.Run(() => ReadsMeasure.Of(File.OpenRead(reads), cancellation), cancellation);
    }

    private static Sample Measured(Sample sample, ReadQuality quality, long[] counts) => sample with
    {
        Library = LibraryQuality.Summary(quality),
        Files = [.. sample.Files.Select((file, index) => index < counts.Length ? file with { ReadCount = counts[index] } : file)],
        Warnings = [.. sample.Warnings.Union(LibraryQuality.Warnings(counts))],
    };

    private async Task FinishAsync(StepContext context, CancellationToken cancellation)
    {
        await store.CommitAsync(
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
        SampleReads.Of(context.Job, data).RemoveLanes();
    }

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
}
