using System.Text.Json.Nodes;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Samples;

/// <summary>
/// Puts other reads in the place of a sample's. The files are verified and measured as any when they are stored; a job takes them in. Until that is done
/// the sample keeps its reads, and no analysis of it begins; analyses of the earlier reads stay, and tell of which they are.
/// </summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="samples">The samples.</param>
/// <param name="files">The stored files.</param>
/// <param name="imports">What they came by.</param>
/// <param name="analyses">The analyses of the samples.</param>
/// <param name="jobs">The jobs.</param>
/// <param name="time">The clock.</param>
public sealed class SampleReplacements(
    IDocumentStore store,
    Collection<Sample> samples,
    Collection<StoredFile> files,
    Collection<Import> imports,
    Collection<Analysis> analyses,
    Collection<Job> jobs,
    TimeProvider time)
{
    /// <summary>The workflow that takes the reads in.</summary>
    public const string Workflow = "update_sample";

    /// <summary>Replaces a sample's reads by stored files.</summary>
    /// <param name="viewer">Who may change the sample.</param>
    /// <param name="id">The sample.</param>
    /// <param name="fileIds">One file, or the two of its mates in their order.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotFoundException">There is no such sample.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change it.</exception>
    /// <exception cref="BadRequestException">The files are not one or two, or one is not there, or is not free.</exception>
    /// <exception cref="RefusedException">The sample is not ready, is being analysed, or its reads are being replaced already.</exception>
    public async Task<Sample> ReplaceAsync(Viewer viewer, string id, IReadOnlyList<string> fileIds, CancellationToken cancellation = default)
    {
        if (fileIds.Count is not (1 or 2) || fileIds.Distinct(StringComparer.Ordinal).Count() != fileIds.Count)
        {
            throw new BadRequestException("Choose one file of reads, or the two files of its mates.");
        }

        return await CommitAsync(viewer, id, (sample, token) => StartAsync(viewer, sample, fileIds, token), cancellation);
    }

    /// <summary>Keeps a stored file for one mate of a sample; when there is one for each mate that it has, they replace its reads.</summary>
    /// <param name="viewer">Who may change the sample.</param>
    /// <param name="id">The sample.</param>
    /// <param name="mate">1 or 2.</param>
    /// <param name="fileId">The stored file.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotFoundException">There is no such sample, or it has no such mate.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change it.</exception>
    /// <exception cref="BadRequestException">The file is not there, or is not free.</exception>
    /// <exception cref="RefusedException">The sample is not ready, is being analysed, or its reads are being replaced already.</exception>
    public Task<Sample> OfferAsync(Viewer viewer, string id, int mate, string fileId, CancellationToken cancellation = default) => CommitAsync(
        viewer,
        id,
        async (sample, token) =>
        {
            DemandMate(sample, mate);
            var kept = sample.Replacement is { IsWaiting: true } waiting ? waiting.Files.Where(file => file.Name != SampleRules.ReadsName(mate)) : [];
            var offered = kept.Append(SampleRules.FileOf([await FileAsync(viewer, fileId, token)], mate)).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
            if (offered.Count == (sample.Paired ? 2 : 1))
            {
                return await StartAsync(viewer, sample, [.. offered.Select(file => file.From.Id)], token);
            }

            DemandReplaceable(sample);
            return [samples.ToReplace(sample with { Replacement = new ReadsReplacement("", offered, new Link(viewer.UserId, viewer.Handle), time.GetUtcNow()) })];
        },
        cancellation);

    /// <summary>Forgets a replacement that failed, or that waits for the other mate; its files stay stored.</summary>
    /// <exception cref="NotFoundException">There is no such sample.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change it.</exception>
    /// <exception cref="RefusedException">It goes on.</exception>
    public Task<Sample> ForgetAsync(Viewer viewer, string id, CancellationToken cancellation = default) => CommitAsync(
        viewer,
        id,
        (sample, _) =>
        {
            DemandReplaceable(sample);
            IReadOnlyList<Write> writes = sample.Replacement is null ? [] : [samples.ToReplace(sample with { Replacement = null })];
            return Task.FromResult(writes);
        },
        cancellation);

    /// <summary>Sees that a sample has a mate of this number.</summary>
    /// <exception cref="NotFoundException">It has none.</exception>
    public static void DemandMate(Sample sample, int mate)
    {
        if (mate is not (1 or 2) || (mate == 2 && !sample.Paired))
        {
            throw new NotFoundException($"The sample has no mate {mate}.");
        }
    }

    /// <summary>Whether an analysis of the sample waits or runs.</summary>
    public async Task<bool> IsAnalysedAsync(Sample sample, CancellationToken cancellation = default) =>
        (await AnalysisJobsAsync(sample, cancellation)).Any(IsOpen);

    private static bool IsOpen(Job job) => !job.IsOver() || job.CleanUpDue;

    private async Task<IReadOnlyList<Write>> StartAsync(Viewer viewer, Sample sample, IReadOnlyList<string> fileIds, CancellationToken cancellation)
    {
        DemandReplaceable(sample);
        var made = await AnalysisJobsAsync(sample, cancellation);
        if (made.Any(IsOpen))
        {
            throw new RefusedException($"{sample.Name} is being analysed. Wait until that is done, or cancel it; then replace its reads.");
        }

        var reads = new List<StoredFile>();
        foreach (var fileId in fileIds)
        {
            reads.Add(await FileAsync(viewer, fileId, cancellation));
        }

        var (user, now) = (new Link(viewer.UserId, viewer.Handle), time.GetUtcNow());
        var arguments = new JsonObject
        {
            ["sample_id"] = sample.Id,
            ["files"] = new JsonArray([.. fileIds.Select(id => (JsonNode)id)]),
            ["reads_version"] = sample.ReadsVersion + 1,
        };
        var job = JobRules.Create(Workflow, new Subject(samples.Name, sample.Id, sample.Name), sample.Readers, user, arguments, now);
        var replacement = new ReadsReplacement(job.Id, [.. reads.Select((file, index) => SampleRules.FileOf([file], index + 1))], user, now);
        var came = await imports.FindAsync(Where<Import>.IsIn(import => import.Id, reads.Select(file => file.ImportId).OfType<string>()), cancellation);
        return
        [
            samples.ToReplace(sample with { Replacement = replacement }),
            jobs.ToInsert(job),
            .. reads.Select(file => files.ToReplace(file.TakenBy(sample))),
            .. came.Select(import => imports.ToReplace(import with { SampleId = sample.Id, Settled = true, Readers = sample.Readers })),

            // Started again, they would be of other reads than they say.
            .. made.Where(one => one.Retryable).Select(one => jobs.ToReplace(one with { Retryable = false })),
        ];
    }

    private async Task<IReadOnlyList<Job>> AnalysisJobsAsync(Sample sample, CancellationToken cancellation)
    {
        var made = await analyses.FindAsync(Where<Analysis>.Is(analysis => analysis.Sample.Id, sample.Id), cancellation);
        return await jobs.FindAsync(Where<Job>.IsIn(job => job.Subject.Id, made.Select(analysis => analysis.Id)), cancellation);
    }

    private async Task<StoredFile> FileAsync(Viewer viewer, string id, CancellationToken cancellation) => await files.GetAsync(viewer, id, cancellation) switch
    {
        null => throw new BadRequestException($"There is no file {id}. It may have been removed; upload it again."),
        { Reserved: true } file => throw new BadRequestException($"{file.Name} was taken for another sample. Upload another file."),
        { Ready: true } file when file.Type.HoldsReads() => file,
        var file => throw new BadRequestException($"{file.Name} holds no reads, or is not whole yet."),
    };

    private static void DemandReplaceable(Sample sample)
    {
        if (sample.State != SampleState.Ready)
        {
            throw new RefusedException($"{sample.Name} has no reads yet that could be replaced.");
        }

        if (sample.Replacement is { IsUnderWay: true })
        {
            throw new RefusedException($"The reads of {sample.Name} are being replaced already. Wait until that is done, or cancel its job.");
        }
    }

    private async Task<Sample> CommitAsync(
        Viewer viewer, string id, Func<Sample, CancellationToken, Task<IReadOnlyList<Write>>> change, CancellationToken cancellation)
    {
        await store.CommitAsync(
            async token =>
            {
                var sample = await GetAsync(viewer, id, token);
                viewer.Demand(sample, Right.Write);
                return await change(sample, token);
            },
            cancellation);
        return await GetAsync(viewer, id, cancellation);
    }

    private async Task<Sample> GetAsync(Viewer viewer, string id, CancellationToken cancellation) =>
        await samples.GetAsync(viewer, id, cancellation) ?? throw new NotFoundException("There is no such sample.");
}
