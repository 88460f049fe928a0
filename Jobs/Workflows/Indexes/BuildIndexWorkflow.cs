using Virtool.Bio;
using Virtool.Bio.Sequences;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.History;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.References;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Indexes;

/// <summary>Builds an index of a reference. Arguments: <c>ref_id</c> and <c>index_id</c>.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="indexes">The indexes.</param>
/// <param name="manifests">What is in them.</param>
/// <param name="references">The references.</param>
/// <param name="history">Their OTUs as the manifest has them, whatever was edited since.</param>
/// <param name="retention">Which earlier indexes keep their files.</param>
/// <param name="data">Where things lie.</param>
public sealed class BuildIndexWorkflow(
    IDocumentStore store,
    Collection<ReferenceIndex> indexes,
    Collection<IndexManifest> manifests,
    Collection<Reference> references,
    OtuHistory history,
    IndexRetention retention,
    DataFolder data) : IWorkflow
{
    private const string Folder = "index";
    private const string Fasta = "ref.fa";

    /// <inheritdoc />
    public string Name => IndexService.BuildWorkflow;

    /// <inheritdoc />
    public string Title => "Build index";

    /// <inheritdoc />
    public WorkflowSize Size => WorkflowSize.Small;

    /// <inheritdoc />
    public bool Retryable => false;

    /// <inheritdoc />
    public IReadOnlyList<WorkflowStep> Steps =>
    [
        new("mk_index_dir", "Create directory", "Makes the folder that the index is built in.", UnlessReady(MakeFolderAsync)),
        new("write_fasta", "Generate OTU FASTA", "Writes the sequences of every virus.", UnlessReady(WriteAsync)),
        new("bowtie_build", "Bowtie build", "Builds the index that reads are mapped with.", UnlessReady(BuildAsync)) { Tools = [Bowtie2.Builder] },
        new("replace_old", "Replace previous", "Removes the files of earlier indexes that nothing needs.", UnlessReady(ReplaceAsync)),
        new("finish", "Finish", "Makes the index the newest of its reference.", FinishAsync),
    ];

    /// <inheritdoc />
    public async Task CleanUpAsync(Job job, CancellationToken cancellation)
    {
        var id = job.Argument("index_id");
        if (await indexes.GetAsync(id, cancellation) is { Ready: true })
        {
            return;
        }

        PublishedFolder.Remove(data.Index(job.Argument("ref_id"), id));
        await store.CommitAsync(token => RemovalAsync(job, token), cancellation);
    }

    // Its changes are unbuilt again.
    private async Task<IReadOnlyList<Write>> RemovalAsync(Job job, CancellationToken cancellation)
    {
        var id = job.Argument("index_id");
        if (await indexes.GetAsync(id, cancellation) is not { } index)
        {
            return [];
        }

        List<Write> writes = [indexes.ToDelete(id, index.Revision), manifests.ToDelete(id)];
        if (await references.GetAsync(index.Reference.Id, cancellation) is { } reference)
        {
            var others = await indexes.FindAsync(Where<ReferenceIndex>.Is(other => other.Reference.Id, reference.Id) & Where<ReferenceIndex>.IsNot(other => other.Id, id), cancellation);
            writes.Insert(0, references.ToReplace(reference with { Built = others.Select(other => other.ThroughChange).DefaultIfEmpty().Max() }));
        }

        return writes;
    }

    // An attempt that was cut off after it had published leaves nothing to do for the next one but its last writes.
    private Func<StepContext, CancellationToken, Task> UnlessReady(Func<StepContext, CancellationToken, Task> run) => async (context, cancellation) =>
    {
        if (!(await IndexAsync(context.Job, cancellation)).Ready)
        {
            await run(context, cancellation);
        }
    };

    private static Task MakeFolderAsync(StepContext context, CancellationToken cancellation)
    {
        Directory.CreateDirectory(context.PathOf(Folder));
        return Task.CompletedTask;
    }

    private async Task WriteAsync(StepContext context, CancellationToken cancellation)
    {
        var index = await IndexAsync(context.Job, cancellation);
        var count = 0;
        await WholeFile.WriteAsync(
            InFolder(context, IndexedOtusReader.FileName),
            (snapshot, token) => WholeFile.WriteAsync(
                InFolder(context, Fasta),
                async (fasta, inner) => count = await WriteAsync(index, snapshot, fasta, inner),
                token),
            cancellation);
        if (count == 0)
        {
            throw new InputException("The reference has no sequence to build an index of. Add viruses with sequences.");
        }
    }

    private async Task<int> WriteAsync(ReferenceIndex index, Stream snapshot, Stream fasta, CancellationToken cancellation)
    {
        var count = 0;
        await using var writer = new IndexedOtusWriter(snapshot);
        using var records = new FastaWriter(fasta);
        var manifest = await manifests.GetAsync(index.Id, cancellation) ?? throw new InputException("What the index is to be built of is gone. Build another one.");
        await foreach (var virus in history.AtAsync(manifest.Otus, cancellation))
        {
            var joined = IndexedOtu.Of(virus);
            await writer.WriteAsync(joined, cancellation);
            foreach (var sequence in joined.Isolates.Where(isolate => isolate.Default).SelectMany(isolate => isolate.Sequences))
            {
                if (sequence.Nucleotides.Length > 0)
                {
                    records.Write(sequence.Id, sequence.Nucleotides);
                    count++;
                }
            }
        }

        return count;
    }

    private async Task BuildAsync(StepContext context, CancellationToken cancellation) =>
        await context.RunAsync(Bowtie2.Build(InFolder(context, Fasta), InFolder(context, "reference"), context.Job.Threads()), cancellation);

    private Task ReplaceAsync(StepContext context, CancellationToken cancellation) =>
        retention.ApplyAsync(context.Job.Argument("ref_id"), cancellation);

    private async Task FinishAsync(StepContext context, CancellationToken cancellation)
    {
        if (!(await IndexAsync(context.Job, cancellation)).Ready)
        {
            PublishedFolder.Publish(context.PathOf(Folder), data.Index(context.Job.Argument("ref_id"), context.Job.Argument("index_id")));
        }

        await store.CommitAsync(token => PublicationAsync(context.Job, token), cancellation);
    }

    private async Task<IReadOnlyList<Write>> PublicationAsync(Job job, CancellationToken cancellation)
    {
        var index = await IndexAsync(job, cancellation);
        var reference = await references.GetAsync(index.Reference.Id, cancellation)
            ?? throw new InputException("The reference was deleted, so its index cannot be used.");
        var writes = new List<Write>();
        if (!index.Ready)
        {
            writes.Add(indexes.ToReplace(index with { Ready = true, HasFiles = true }));
        }

        if (reference.LatestIndex is null || reference.LatestIndex.Version < index.Version)
        {
            writes.Add(references.ToReplace(reference with { LatestIndex = new IndexLink(index.Id, index.Version) }));
        }

        return writes;
    }

    private async Task<ReferenceIndex> IndexAsync(Job job, CancellationToken cancellation) =>
        await indexes.GetAsync(job.Argument("index_id"), cancellation)
        ?? throw new InputException("The index was deleted, so it cannot be built.");

    private static string InFolder(StepContext context, string name) => Path.Combine(context.PathOf(Folder), name);
}
