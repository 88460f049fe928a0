using Virtool.Domain.Analyses;

namespace Virtool.App.Analyse;

/// <summary>The hits of an analysis as the command line prints them.</summary>
internal static class HitsView
{
    /// <summary><c>{read_count, subtracted_count, hits: [{accession, otu, isolate, segment, final, initial, coverage, depth}]}</c>.</summary>
    public static object Of(Analysis analysis, AnalysisResult result) => new
    {
        analysis.ReadCount,
        analysis.SubtractedCount,
        Hits = result.Hits.Select(hit =>
        {
            var otu = result.Otus.First(otu => otu.Id == hit.OtuId);
            var isolate = otu.Isolates.First(isolate => isolate.Id == hit.IsolateId);
            return new
            {
                hit.Accession,
                Otu = otu.Name,
                Isolate = isolate.Name,
                isolate.Sequences.First(sequence => sequence.Id == hit.Id).Segment,
                hit.Final,
                hit.Initial,
                hit.Coverage,
                hit.Depth,
            };
        }),
    };
}
