using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Comparing;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Analyses.Verdicts;

namespace Virtool.App.Api;

/// <summary>Analyses with all that was found, as the API serves them.</summary>
internal static class AnalysisViews
{
    /// <summary>An analysis with its hits, what is said of them, and its viruses in short; or, of NuVs, with its contigs.</summary>
    public static async Task<object> FullAsync(Analysis analysis, AnalysisService service, VerdictService verdicts, ContigService contigs, CancellationToken cancellation)
    {
        var assembled = analysis.Workflow == AnalysisService.Nuvs ? await contigs.ResultAsync(analysis, cancellation) : null;
        var profiles = assembled is null ? null : await contigs.ProfilesAsync(assembled, cancellation);
        var result = await service.ResultAsync(analysis, cancellation);
        var viruses = await service.VirusesAsync(analysis, cancellation);
        var said = await verdicts.GetAsync(analysis, cancellation);
        var hits = result?.All.ToDictionary(hit => hit.Id, StringComparer.Ordinal) ?? [];
        return new
        {
            analysis.Id,
            analysis.Workflow,
            Algorithm = Projections.Algorithm(analysis),
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
            Cache = Stubs.Id(analysis.CacheId),
            analysis.ContigCount,
            assembled?.Counts,
            assembled?.Note,
            RuleVersion = viruses?.RuleVersion,
            Viruses = viruses?.Viruses,
            InternalControl = viruses?.InternalControl,
            InternalControlFound = viruses?.InternalControlFound,
            Verdicts = Of(said.Verdicts),
            Results = assembled?.Contigs.Select(contig => ContigViews.Of(contig, profiles!)) ?? result?.Otus.Select(otu => Otu(otu, hits)),
        };
    }

    /// <summary>Verdicts, the oldest first.</summary>
    public static object[] Of(IReadOnlyList<Verdict> verdicts) =>
        [.. verdicts.Select(verdict => new { verdict.OtuId, verdict.Value, By = Stubs.User(verdict.User), verdict.At, verdict.Note })];

    /// <summary>A matrix.</summary>
    public static object Of(AnalysisMatrix matrix) => new
    {
        matrix.Reference,
        Samples = matrix.Columns.Select(column => new
        {
            column.Sample.Id,
            column.Sample.Name,
            column.Sample.Control,
            column.Sample.Run,
            Analysis = Stubs.Id(column.Analysis?.Id),
            column.Crosstalk.FailedControls,
        }),
        Viruses = matrix.Rows.Select(row => new
        {
            Id = row.OtuId,
            row.Name,
            row.Abbreviation,
            row.IsInternalControl,
            Samples = row.Cells.Select(cell => cell is null ? null : new
            {
                cell.Virus.Weight,
                cell.Virus.Reads,
                cell.ReadsPerMillion,
                cell.Virus.Coverage,
                cell.Virus.MedianDepth,
                cell.Virus.Trust,
                cell.Flags,
                Verdict = cell.Verdict is { } verdict ? Of([verdict])[0] : null,
            }),
        }),
    };

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
