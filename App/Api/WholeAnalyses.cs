using Virtool.Data.Collections;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Analyses.Verdicts;
using Virtool.Domain.Blasts;
using Virtool.Domain.Trimming;

namespace Virtool.App.Api;

/// <summary>Analyses with all that was found, as the API serves them.</summary>
/// <param name="service">The analyses.</param>
/// <param name="verdicts">What the lab says of their hits.</param>
/// <param name="contigs">What NuVs found.</param>
/// <param name="trimming">The reads that it was found in.</param>
/// <param name="searches">What the searches for contigs are.</param>
/// <param name="blasts">The searches.</param>
internal sealed class WholeAnalyses(
    AnalysisService service, VerdictService verdicts, ContigService contigs, TrimmingService trimming, BlastService searches, Collection<Blast> blasts)
{
    /// <summary>The analysis with its hits, what is said of them, and its viruses in short; or, of NuVs, with its contigs and the searches for these.</summary>
    /// <param name="analysis">One that the viewer may see.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<object> OfAsync(Analysis analysis, CancellationToken cancellation)
    {
        var assembled = analysis.Workflow == AnalysisService.Nuvs ? await contigs.ResultAsync(analysis, cancellation) : null;
        var result = await service.ResultAsync(analysis, cancellation);
        var viruses = await service.VirusesAsync(analysis, cancellation);
        var said = await verdicts.GetAsync(analysis, cancellation);
        var hits = result?.All.ToDictionary(hit => hit.Id, StringComparer.Ordinal) ?? [];
        return new
        {
            analysis.Id,
            analysis.Workflow,
            Algorithm = Algorithms.Of(analysis.Workflow),
            analysis.CreatedAt,
            analysis.FinishedAt,
            Ready = analysis.State == AnalysisState.Ready,
            analysis.State,
            analysis.Error,
            Job = Stubs.Id(analysis.JobId),
            analysis.Index,
            analysis.Reference,
            Subtraction = Stubs.Id(analysis.Subtractions.Count == 0 ? null : analysis.Subtractions[0].Id),
            analysis.Subtractions,
            User = Stubs.User(analysis.User),
            analysis.Sample,
            analysis.ReadsVersion,
            RerunOf = Stubs.Id(analysis.RerunOf),
            analysis.MapsWholeLibrary,
            analysis.Parameters,
            analysis.Tools,
            analysis.LibraryReads,
            analysis.ReadCount,
            analysis.SubtractedCount,
            analysis.AmbiguousCount,
            analysis.HostReads,
            Cache = Stubs.Id((await trimming.OfAsync(analysis, cancellation))?.Id),
            analysis.ContigCount,
            assembled?.Counts,
            assembled?.Note,
            RuleVersion = viruses?.RuleVersion,
            Viruses = viruses?.Viruses,
            InternalControl = viruses?.InternalControl,
            InternalControlFound = viruses?.InternalControlFound,
            Verdicts = AnalysisViews.Of(said.Verdicts),
            Results = assembled is null ? result?.Otus.Select(otu => Otu(otu, hits)) : await ContigsAsync(analysis, assembled, cancellation),
        };
    }

    private async Task<IEnumerable<object>> ContigsAsync(Analysis analysis, NuvsResult assembled, CancellationToken cancellation)
    {
        var profiles = await contigs.ProfilesAsync(assembled, cancellation);
        var found = (await blasts.FindAsync(searches.Of(analysis), cancellation)).ToDictionary(blast => blast.ContigIndex, blast => Projections.Of(blast, searches.PageOf(blast)));
        return assembled.Contigs.Select(contig => ContigViews.Of(contig, profiles, found.GetValueOrDefault(contig.Index)));
    }

    private static object Otu(HitOtu otu, Dictionary<string, Hit> hits) => new
    {
        otu.Id,
        otu.Name,
        otu.Version,
        otu.Abbreviation,
        otu.Schema,
        Length = otu.Isolates.SelectMany(isolate => isolate.Sequences).Select(sequence => sequence.Length).DefaultIfEmpty().Max(),
        Isolates = otu.Isolates.Select(isolate => new
        {
            isolate.Id,
            isolate.Name,
            isolate.Default,
            Sequences = isolate.Sequences.Select(sequence => Sequence(sequence, hits.GetValueOrDefault(sequence.Id))),
        }),
    };

    /// <summary>A sequence with its hit, or, in an isolate that others were hit of, without one.</summary>
    private static object Sequence(HitSequence sequence, Hit? hit) => new
    {
        sequence.Id,
        sequence.Accession,
        sequence.Definition,
        sequence.Segment,
        sequence.Length,
        Pi = hit?.Final.Pi ?? 0,
        Best = hit?.Final.Best ?? 0,
        High = hit?.Final.High ?? 0,
        Low = hit?.Final.Low ?? 0,
        Reads = hit?.Final.Reads ?? 0,
        hit?.Initial,
        Coverage = hit?.Coverage ?? 0,
        Depth = hit?.Depth ?? 0,
        MedianDepth = hit?.MedianDepth ?? 0,
        Align = hit?.Align ?? [],
    };
}
