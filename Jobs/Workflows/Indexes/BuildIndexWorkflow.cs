using Virtool.Bio;
using Virtool.Bio.Sequences;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.References;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Indexes;

/// <summary>Builds an index of a reference. Arguments: <c>ref_id</c> and <c>index_id</c>.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="indexes">The indexes.</param>
/// <param name="references">The references.</param>
/// <param name="otus">Their OTUs.</param>
/// <param name="sequences">The OTUs' sequences.</param>
/// <param name="retention">Which earlier indexes keep their files.</param>
/// <param name="data">Where things lie.</param>
public sealed class BuildIndexWorkflow(
    IDocumentStore store,
    Collection<ReferenceIndex> indexes,
    Collection<Reference> references,
    Collection<Otu> otus,
    Collection<Sequence> sequences,
    IndexRetention retention,
    DataFolder data) : IWorkflow
{
    private const string Folder = "index";
    private const string Fasta = "ref.fa";

    // A batch is at most 8 MB; an OTU is about this large, and so is each of its isolates and segments.
    private const int BatchBytes = 4_000_000;
    private const int OtuBytes = 600;
    private const int PartBytes = 150;

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
        await indexes.DeleteAsync(id, cancellation);
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
        foreach (var id in index.Manifest.Keys.Order(StringComparer.Ordinal))
        {
            if (await otus.GetAsync(id, cancellation) is not { } otu)
            {
                continue;
            }

            var joined = IndexedOtu.Of(otu, await sequences.FindAsync(Where<Sequence>.Is(sequence => sequence.OtuId, id), cancellation));
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

        int written;
        do
        {
            written = 0;
            await store.CommitAsync(
                async token =>
                {
                    var writes = await PublicationAsync(context.Job, token);
                    written = writes.Count;
                    return writes;
                },
                cancellation);
        }
        while (written > 0);
    }

    // A very large reference's OTUs do not fit into one batch: the first makes the index ready, the rest follows, also after the step was cut off.
    private async Task<IReadOnlyList<Write>> PublicationAsync(Job job, CancellationToken cancellation)
    {
        var index = await IndexAsync(job, cancellation);
        var reference = await references.GetAsync(index.Reference.Id, cancellation)
            ?? throw new InputException("The reference was deleted, so its index cannot be used.");
        var newer = reference.LatestIndex is null || reference.LatestIndex.Version < index.Version;
        var writes = new List<Write>();
        if (!index.Ready)
        {
            writes.Add(indexes.ToReplace(index with { Ready = true, HasFiles = true }));
        }

        if (newer)
        {
            writes.Add(references.ToReplace(reference with { LatestIndex = new IndexLink(index.Id, index.Version) }));
        }

        writes.AddRange(await OtusAsync(index, cancellation));
        return writes;
    }

    private async Task<IReadOnlyList<Write>> OtusAsync(ReferenceIndex index, CancellationToken cancellation)
    {
        var writes = new List<Write>();
        var size = 0;
        foreach (var otu in await otus.FindAsync(Where<Otu>.Is(otu => otu.Reference.Id, index.Reference.Id), cancellation))
        {
            if (!index.Manifest.TryGetValue(otu.Id, out var version) || otu.LastIndexedVersion >= version)
            {
                continue;
            }

            size += OtuBytes + (PartBytes * (otu.Isolates.Count + otu.Schema.Count));
            if (size > BatchBytes && writes.Count > 0)
            {
                break;
            }

            writes.Add(otus.ToReplace(otu with { LastIndexedVersion = version }));
        }

        return writes;
    }

    private async Task<ReferenceIndex> IndexAsync(Job job, CancellationToken cancellation) =>
        await indexes.GetAsync(job.Argument("index_id"), cancellation)
        ?? throw new InputException("The index was deleted, so it cannot be built.");

    private static string InFolder(StepContext context, string name) => Path.Combine(context.PathOf(Folder), name);
}
