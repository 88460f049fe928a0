using System.Globalization;
using Microsoft.Extensions.Options;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Domain.Blasts;

/// <summary>What people and programs do with searches for sequences like a contig. They go on whoever is signed in, and after a restart of the server.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="blasts">The searches.</param>
/// <param name="analyses">The analyses that they are of.</param>
/// <param name="samples">The samples, whose rights count.</param>
/// <param name="contigs">The contigs.</param>
/// <param name="options">Where is searched.</param>
/// <param name="time">The clock.</param>
public sealed class BlastService(
    IDocumentStore store,
    Collection<Blast> blasts,
    Collection<Analysis> analyses,
    Collection<Sample> samples,
    ContigService contigs,
    IOptions<BlastOptions> options,
    TimeProvider time)
{
    /// <summary>How many contigs are searched for at once, at the most: NCBI searches one after another.</summary>
    public const int Most = 50;

    /// <summary>The lab's own database, by name; null: there is none, and NCBI alone can be asked.</summary>
    public string? LocalDatabase => options.Value.Database.Length > 0 ? options.Value.LocalName : null;

    /// <summary>The searches of an analysis that the viewer may see, by contig; to be watched.</summary>
    public Query<Blast> Of(Analysis analysis) => Query<Blast>.All.Where(Where<Blast>.Is(blast => blast.AnalysisId, analysis.Id)).OrderBy(blast => blast.ContigIndex);

    /// <summary>The search of a contig of an analysis that the viewer may see; null: nobody asked for one.</summary>
    public Task<Blast?> FindAsync(Analysis analysis, int contigIndex, CancellationToken cancellation = default) => blasts.GetAsync(Blast.IdOf(analysis.Id, contigIndex), cancellation);

    /// <summary>The page at NCBI that shows a search; null: it is not there, or not yet.</summary>
    public Uri? PageOf(Blast blast) => blast is { Local: false, Rid: { } rid } ? new Uri($"{options.Value.Address}?CMD=Get&RID={Uri.EscapeDataString(rid)}") : null;

    /// <summary>Asks for a search of one contig; again where there was one that is over.</summary>
    /// <inheritdoc cref="StartAsync(Viewer, string, IReadOnlyCollection{int}, bool, CancellationToken)"/>
    public async Task<Blast> StartAsync(Viewer viewer, string analysisId, int contigIndex, bool local = false, CancellationToken cancellation = default) =>
        (await StartAsync(viewer, analysisId, [contigIndex], local, cancellation))[0];

    /// <summary>Asks for a search of each of some contigs: they are done one after another. One that goes on for a contig is left to go on.</summary>
    /// <param name="viewer">Who.</param>
    /// <param name="analysisId">The analysis.</param>
    /// <param name="contigIndexes">Which contigs; at most <see cref="Most"/>.</param>
    /// <param name="local">In the lab's own database; else at NCBI.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotFoundException">There is no such analysis, or no such contig.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change the sample.</exception>
    /// <exception cref="BadRequestException">None, or too many, are asked for; or there is no database of the lab's own.</exception>
    /// <exception cref="RefusedException">The analysis is not ready, or has no contigs.</exception>
    public async Task<IReadOnlyList<Blast>> StartAsync(
        Viewer viewer, string analysisId, IReadOnlyCollection<int> contigIndexes, bool local = false, CancellationToken cancellation = default)
    {
        int[] wanted = [.. contigIndexes.Distinct()];
        var analysis = await AnalysisAsync(viewer, analysisId, cancellation);
        var known = (await contigs.DemandAsync(analysis, cancellation)).Contigs.Select(contig => contig.Index).ToHashSet();
        if (wanted.Length is 0 or > Most)
        {
            throw new BadRequestException(string.Create(CultureInfo.InvariantCulture, $"Choose 1 to {Most} contigs: they are searched for one after another."));
        }

        if (local && LocalDatabase is null)
        {
            throw new BadRequestException("This server has no BLAST database of its own. An administrator configures one with the setting Blast:Database; else search at NCBI.");
        }

        return !known.IsSupersetOf(wanted)
            ? throw new NotFoundException("The analysis has no such sequence.")
            : await StartAsync(analysis, wanted, Asked(analysis, viewer, local), cancellation);
    }

    /// <summary>Asks again for a search that failed or was cancelled, where it was asked for before.</summary>
    /// <exception cref="NotFoundException">There is no such analysis, or no search of the contig.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change the sample.</exception>
    /// <exception cref="RefusedException">The search goes on.</exception>
    public async Task<Blast> RetryAsync(Viewer viewer, string analysisId, int contigIndex, CancellationToken cancellation = default)
    {
        var before = await OfContigAsync(viewer, analysisId, contigIndex, cancellation);
        return before.State == BlastState.Waiting
            ? throw new RefusedException("This search goes on. Wait for it, or cancel it first.")
            : await StartAsync(viewer, analysisId, contigIndex, before.Local && LocalDatabase is not null, cancellation);
    }

    /// <summary>Gives up a search. NCBI goes on with what it has begun, but nobody asks for it any more.</summary>
    /// <exception cref="NotFoundException">There is no such analysis, or no search of the contig.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change the sample.</exception>
    /// <exception cref="RefusedException">It is over.</exception>
    public async Task<Blast> CancelAsync(Viewer viewer, string analysisId, int contigIndex, CancellationToken cancellation = default)
    {
        var before = await OfContigAsync(viewer, analysisId, contigIndex, cancellation);
        return await blasts.UpdateAsync(
            before.Id,
            blast => blast.State == BlastState.Waiting
                ? blast with { State = BlastState.Cancelled, NextCheckAt = null, Trouble = null, FinishedAt = time.GetUtcNow() }
                : throw new RefusedException("This search is over: there is nothing to cancel."),
            cancellation) ?? throw NoSearch();
    }

    private async Task<Blast> OfContigAsync(Viewer viewer, string analysisId, int contigIndex, CancellationToken cancellation)
    {
        var analysis = await AnalysisAsync(viewer, analysisId, cancellation);
        return await FindAsync(analysis, contigIndex, cancellation) ?? throw NoSearch();
    }

    private async Task<Analysis> AnalysisAsync(Viewer viewer, string id, CancellationToken cancellation)
    {
        var analysis = await analyses.GetAsync(viewer, id, cancellation) ?? throw new NotFoundException("There is no such analysis.");
        var sample = await samples.GetAsync(viewer, analysis.Sample.Id, cancellation) ?? throw new NotFoundException("There is no such sample.");
        viewer.Demand(sample, Right.Write);
        return analysis;
    }

    private async Task<IReadOnlyList<Blast>> StartAsync(Analysis analysis, int[] wanted, Func<int, Blast> asked, CancellationToken cancellation)
    {
        var started = new Dictionary<int, Blast>();
        await store.CommitAsync(
            async token =>
            {
                var known = (await blasts.FindAsync(Where<Blast>.IsIn(blast => blast.Id, wanted.Select(index => Blast.IdOf(analysis.Id, index))), token)).ToDictionary(blast => blast.ContigIndex);
                var held = await analyses.GetAsync(analysis.Id, token) ?? throw new NotFoundException("There is no such analysis.");
                var writes = new List<Write>();
                foreach (var index in wanted)
                {
                    var before = known.GetValueOrDefault(index);
                    started[index] = before is { State: BlastState.Waiting } ? before : asked(index) with { Revision = before?.Revision ?? 0 };
                    if (before is not { State: BlastState.Waiting })
                    {
                        writes.Add(before is null ? blasts.ToInsert(started[index]) : blasts.ToReplace(started[index]));
                    }
                }

                return writes.Count == 0 ? writes : [analyses.ToHold(held), .. writes];
            },
            cancellation);
        return [.. wanted.Select(index => started[index])];
    }

    private Func<int, Blast> Asked(Analysis analysis, Viewer viewer, bool local) => index => new Blast
    {
        Id = Blast.IdOf(analysis.Id, index),
        AnalysisId = analysis.Id,
        ContigIndex = index,
        Local = local,
        User = new Link(viewer.UserId, viewer.Handle),
        CreatedAt = time.GetUtcNow(),
        Interval = options.Value.FirstPause,
    };

    private static NotFoundException NoSearch() => new("Nobody has asked for a search of this contig.");
}
