using Virtool.Domain.Analyses.Verdicts;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Analyses.Exporting;

/// <summary>Makes tables of results.</summary>
/// <param name="service">The analyses.</param>
/// <param name="verdicts">What was said of them.</param>
public sealed class AnalysisExport(AnalysisService service, VerdictService verdicts)
{
    /// <summary>The titles of the columns.</summary>
    public static IReadOnlyList<string> Titles { get; } = ["OTU", "Isolate", "Sequence", "Length", "Weight", "Median Depth", "Coverage", "Trust", "Reason", "Verdict", "Note"];

    /// <summary>Every sequence of the hit isolates: viruses by falling weight, so their isolates, and so their sequences.</summary>
    /// <param name="analysis">One that the viewer may see.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RefusedException">The analysis is not ready.</exception>
    public async Task<IReadOnlyList<ExportRow>> RowsAsync(Analysis analysis, CancellationToken cancellation = default)
    {
        if (analysis.Workflow == AnalysisService.Nuvs)
        {
            throw new RefusedException("An analysis by NuVs has no table of hits. Download its contigs, its reading frames or its table of profiles.");
        }

        var result = await service.ResultAsync(analysis, cancellation) ?? throw new RefusedException("The analysis is not ready, so there is nothing to export.");
        var judged = (await service.VirusesAsync(analysis, cancellation))?.Viruses.ToDictionary(virus => virus.OtuId, StringComparer.Ordinal) ?? [];
        var said = await verdicts.GetAsync(analysis, cancellation);
        var hits = result.All.ToDictionary(hit => hit.Id, StringComparer.Ordinal);
        return
        [
            .. from otu in result.Otus
               let ofOtu = otu.Isolates.Select(isolate => (Isolate: isolate, Weight: Weight(isolate, hits))).ToArray()
               orderby ofOtu.Sum(isolate => isolate.Weight) descending, otu.Name
               from isolate in ofOtu.OrderByDescending(isolate => isolate.Weight)
               from sequence in isolate.Isolate.Sequences.OrderByDescending(sequence => hits.GetValueOrDefault(sequence.Id)?.Final.Pi ?? 0)
               select Row(otu, isolate.Isolate, sequence, hits.GetValueOrDefault(sequence.Id), judged.GetValueOrDefault(otu.Id), said.Of(otu.Id)),
        ];
    }

    private static double Weight(HitIsolate isolate, Dictionary<string, Hit> hits) => isolate.Sequences.Sum(sequence => hits.GetValueOrDefault(sequence.Id)?.Final.Pi ?? 0);

    private static ExportRow Row(HitOtu otu, HitIsolate isolate, HitSequence sequence, Hit? hit, FoundVirus? judged, Verdict? verdict) => new(
        otu.Name,
        isolate.Name,
        sequence.Accession,
        sequence.Length,
        hit?.Final.Pi ?? 0,
        hit?.MedianDepth ?? 0,
        hit?.Coverage ?? 0,
        judged?.Trust,
        judged?.Reason ?? "",
        verdict);
}
