using System.IO.Compression;
using Virtool.Bio;
using Virtool.Bio.Reads;
using Virtool.Bio.Sequences;
using Virtool.Data.Collections;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Subtractions;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Subtractions;

/// <summary>Builds a subtraction of a stored FASTA file. Arguments: <c>subtraction_id</c> and <c>file_id</c>.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="subtractions">The subtractions.</param>
/// <param name="files">The stored files.</param>
/// <param name="directory">Whether the file can be taken.</param>
/// <param name="data">Where things lie.</param>
public sealed class CreateSubtractionWorkflow(
    IDocumentStore store,
    Collection<Subtraction> subtractions,
    Collection<StoredFile> files,
    FilesDirectory directory,
    DataFolder data) : IWorkflow
{
    private const string Folder = "subtraction";
    private const int BufferSize = 128 * 1024;

    /// <inheritdoc />
    public string Name => SubtractionService.CreateWorkflow;

    /// <inheritdoc />
    public string Title => "Create subtraction";

    /// <inheritdoc />
    public WorkflowSize Size => WorkflowSize.Small;

    /// <inheritdoc />
    public bool TakesFiles => true;

    /// <inheritdoc />
    public IReadOnlyList<WorkflowStep> Steps =>
    [
        new("make_subtraction_dir", "Create directory", "Makes the folder that the subtraction is built in.", UnlessReady(MakeFolderAsync)),
        new("unpack", "Unpack", "Unpacks the genome.", UnlessReady(UnpackAsync)),
        new("set_stats", "Save sequence statistics", "Counts the genome's sequences and nucleotides.", UnlessReady(CountAsync)),
        new("bowtie_build", "Bowtie build", "Builds the index that reads of the host are found with.", UnlessReady(BuildAsync)) { Tools = [Bowtie2.Builder] },
        new("compress", "Compress FASTA", "Packs the genome.", UnlessReady(CompressAsync)),
        new("finish", "Finish", "Makes the subtraction ready for analyses.", Reopened(FinishAsync)),
    ];

    /// <inheritdoc />
    public async Task CleanUpAsync(Job job, CancellationToken cancellation)
    {
        var id = job.Argument("subtraction_id");
        if (await subtractions.GetAsync(id, cancellation) is { Ready: true })
        {
            return;
        }

        PublishedFolder.Remove(data.Subtraction(id));
        await store.CommitAsync(token => FailureAsync(job, id, token), cancellation);
    }

    private async Task<IReadOnlyList<Write>> FailureAsync(Job job, string id, CancellationToken cancellation)
    {
        var subtraction = await subtractions.GetAsync(id, cancellation);
        if (subtraction is { Ready: true } or { Error: not null })
        {
            return [];
        }

        var writes = new List<Write>();
        if (subtraction is not null)
        {
            writes.Add(subtractions.ToReplace(subtraction with { Error = job.Sentence() }));
        }

        if (await files.GetAsync(job.Argument("file_id"), cancellation) is { Reserved: true } file)
        {
            writes.Add(files.ToReplace(file with { Reserved = false }));
        }

        return writes;
    }

    // An attempt that was cut off after it had published leaves nothing to do for the next one.
    private Func<StepContext, CancellationToken, Task> UnlessReady(Func<StepContext, CancellationToken, Task> run) => Reopened(async (context, cancellation) =>
    {
        if (!(await SubtractionAsync(context.Job, cancellation)).Ready)
        {
            await run(context, cancellation);
        }
    });

    // A job that is tried again after its clean-up, from whichever step, reserves its file again.
    private Func<StepContext, CancellationToken, Task> Reopened(Func<StepContext, CancellationToken, Task> run) => async (context, cancellation) =>
    {
        if ((await SubtractionAsync(context.Job, cancellation)).Error is not null)
        {
            await store.CommitAsync(token => ReopeningAsync(context.Job, token), cancellation);
        }

        await run(context, cancellation);
    };

    private static Task MakeFolderAsync(StepContext context, CancellationToken cancellation)
    {
        Directory.CreateDirectory(context.PathOf(Folder));
        return Task.CompletedTask;
    }

    private async Task<IReadOnlyList<Write>> ReopeningAsync(Job job, CancellationToken cancellation)
    {
        var subtraction = await SubtractionAsync(job, cancellation);
        if (subtraction.Error is null)
        {
            return [];
        }

        return await files.GetAsync(job.Argument("file_id"), cancellation) is { Reserved: false } file
            ? [subtractions.ToReplace(subtraction with { Error = null }), files.ToReplace(file with { Reserved = true })]
            : throw new InputException("The genome's file was taken or removed meanwhile, so the subtraction cannot be made of it any more.");
    }

    private async Task UnpackAsync(StepContext context, CancellationToken cancellation)
    {
        await directory.RequireAsync(cancellation);
        var source = data.FilePath(context.Job.Argument("file_id"));
        if (!File.Exists(source))
        {
            throw new InputException("The genome's file is not in the files directory any more. Store it again.");
        }

        await WholeFile.WriteAsync(
            Plain(context),
            (target, token) => Task.Run(() => Unpack(source, target, token), token),
            cancellation);
    }

    // Strict unpacking reads synchronously.
    private static void Unpack(string source, Stream target, CancellationToken cancellation)
    {
        using var plain = ReadsStream.Open(File.OpenRead(source));
        var buffer = new byte[BufferSize];
        int read;
        while ((read = plain.Read(buffer)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            target.Write(buffer.AsSpan(0, read));
        }
    }

    private async Task CountAsync(StepContext context, CancellationToken cancellation)
    {
        var measure = await Task.Run(() => GenomeMeasure.Of(File.OpenRead(Plain(context)), cancellation), cancellation);
        if (measure is not { Count: > 0, Gc: { } gc })
        {
            throw new InputException("The genome's file has no sequence. Choose a FASTA file with the host's genome.");
        }

        var shares = new Domain.Subtractions.NucleotideShares(gc.A, gc.T, gc.G, gc.C, gc.N);
        await subtractions.UpdateAsync(
            context.Job.Argument("subtraction_id"),
            subtraction => subtraction with { Gc = shares, Count = measure.Count },
            cancellation);
    }

    private async Task BuildAsync(StepContext context, CancellationToken cancellation) =>
        await context.RunAsync(Bowtie2.Build(Plain(context), Path.Combine(context.PathOf(Folder), "reference"), context.Job.Threads()), cancellation);

    private async Task CompressAsync(StepContext context, CancellationToken cancellation)
    {
        var plain = Plain(context);
        if (!File.Exists(plain))
        {
            return;
        }

        await WholeFile.WriteAsync(plain + ".gz", (target, token) => PackAsync(plain, target, token), cancellation);
        File.Delete(plain);
    }

    private static async Task PackAsync(string plain, Stream target, CancellationToken cancellation)
    {
        await using var source = File.OpenRead(plain);
        await using var packed = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
        await source.CopyToAsync(packed, BufferSize, cancellation);
    }

    private async Task FinishAsync(StepContext context, CancellationToken cancellation)
    {
        var id = context.Job.Argument("subtraction_id");
        var fileId = context.Job.Argument("file_id");
        if (!(await SubtractionAsync(context.Job, cancellation)).Ready)
        {
            PublishedFolder.Publish(context.PathOf(Folder), data.Subtraction(id));
        }

        await store.CommitAsync(
            async token =>
            {
                var subtraction = await SubtractionAsync(context.Job, token);
                return subtraction.Ready
                    ? []
                    : [subtractions.ToReplace(subtraction with { Ready = true, Error = null }), files.ToDelete(fileId)];
            },
            cancellation);
        File.Delete(data.FilePath(fileId));
    }

    private async Task<Subtraction> SubtractionAsync(Job job, CancellationToken cancellation) =>
        await subtractions.GetAsync(job.Argument("subtraction_id"), cancellation)
        ?? throw new InputException("The subtraction was deleted, so it cannot be built.");

    private static string Plain(StepContext context) => Path.Combine(context.PathOf(Folder), "genome.fa");
}
