using System.Text.Json;
using Virtool.Bio.Pathoscope;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;

namespace Virtool.Jobs.Workflows.Analyses;

/// <summary>Makes an analysis's hits out of what Pathoscope found and what the index says of it.</summary>
internal static class PathoscopeHits
{
    // A batch is at most 8 MB, and the analysis, its sample and its job go with the result.
    private const int MostBytes = 6_000_000;

    // "[12345,1234]," is about the longest usual point.
    private const int PointBytes = 14;
    private const int FewestPoints = 10;

    /// <summary>
    /// The document of the hits. Depths are simplified (<see cref="DepthCurve"/>); where the document would be larger than 6 MB, each curve is
    /// left as many points as the room divided by the number of hits gives, 10 at least, and half of that as long as it is still too large.
    /// </summary>
    /// <param name="id">The analysis's id.</param>
    /// <param name="result">What Pathoscope found.</param>
    /// <param name="depths">The depth of each hit, by sequence id.</param>
    /// <param name="candidates">The viruses that were mapped to.</param>
    public static AnalysisResult Join(
        string id,
        PathoscopeResult result,
        IReadOnlyDictionary<string, SequenceDepth> depths,
        IReadOnlyList<HitOtu> candidates)
    {
        var places = candidates
            .SelectMany(otu => otu.Isolates.SelectMany(isolate => isolate.Sequences.Select(sequence => new Place(otu, isolate, sequence))))
            .ToDictionary(place => place.Sequence.Id, StringComparer.Ordinal);
        var joined = new AnalysisResult
        {
            Id = id,
            Hits = [.. result.Hits.Select(hit => Of(hit, depths[hit.Id], places[hit.Id]))],
            Otus = Hit(result, candidates),
        };
        return Fit(joined, depths);
    }

    /// <summary>The names of the viruses with the largest weights, summed over their sequences; those that are usually not there are left out.</summary>
    /// <param name="result">The hits.</param>
    /// <param name="count">How many at the most.</param>
    public static IReadOnlyList<string> Top(AnalysisResult result, int count)
    {
        var hits = result.Hits.ToDictionary(hit => hit.Id, StringComparer.Ordinal);
        return
        [
            .. result.Otus
                .Select(otu => (otu.Name, Hits: HitsOf(otu, hits), Coverage: otu.Isolates.Select(isolate => Coverage(isolate, hits)).DefaultIfEmpty().Max()))
                .Select(otu => (otu.Name, Weight: otu.Hits.Sum(hit => hit.Final.Pi), Initial: otu.Hits.Sum(hit => hit.Initial.Pi), otu.Coverage))
                .Where(otu => TrustRules.Of(otu.Weight, otu.Initial, otu.Coverage) is Trust.Strong or Trust.Doubtful)
                .OrderByDescending(otu => otu.Weight)
                .ThenBy(otu => otu.Name, StringComparer.Ordinal)
                .Take(count)
                .Select(otu => otu.Name),
        ];
    }

    private static Hit[] HitsOf(HitOtu otu, Dictionary<string, Hit> hits) =>
        [.. otu.Isolates.SelectMany(isolate => isolate.Sequences).Select(sequence => hits.GetValueOrDefault(sequence.Id)).OfType<Hit>()];

    /// <summary>Of the isolate's sequences together, hit or not.</summary>
    private static double Coverage(HitIsolate isolate, Dictionary<string, Hit> hits) =>
        isolate.Sequences.Sum(sequence => (hits.GetValueOrDefault(sequence.Id)?.Coverage ?? 0) * sequence.Length)
        / isolate.Sequences.Sum(sequence => (double)sequence.Length);

    private static HitOtu[] Hit(PathoscopeResult result, IReadOnlyList<HitOtu> candidates)
    {
        var hits = result.Hits.Select(hit => hit.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. candidates
                .Select(otu => otu with { Isolates = [.. otu.Isolates.Where(isolate => isolate.Sequences.Any(sequence => hits.Contains(sequence.Id)))] })
                .Where(otu => otu.Isolates.Count > 0),
        ];
    }

    private static Hit Of(PathoscopeHit hit, SequenceDepth depth, Place place) => new(
        hit.Id,
        place.Sequence.Accession,
        place.Otu.Id,
        place.Isolate.Id,
        place.Sequence.Length,
        Of(hit.Final),
        Of(hit.Initial),
        hit.Coverage,
        hit.Depth,
        depth.Median,
        Points(DepthCurve.Simplified(depth.Depths(place.Sequence.Length))));

    private static Assignment Of(HitWeight weight) => new(weight.Pi, weight.Best, weight.High, weight.Low, weight.Reads);

    private static AnalysisResult Fit(AnalysisResult result, IReadOnlyDictionary<string, SequenceDepth> depths)
    {
        var most = result.Hits.Count == 0 ? 0 : MostBytes / PointBytes / result.Hits.Count;
        while (most >= FewestPoints && JsonSerializer.SerializeToUtf8Bytes(result, Json.Stored).Length > MostBytes)
        {
            var points = most;
            result = result with
            {
                Hits = [.. result.Hits.Select(hit => hit with { Align = Points(DepthCurve.Simplified(depths[hit.Id].Depths(hit.Length), points)) })],
            };
            most /= 2;
        }

        return result;
    }

    private static int[][] Points(IReadOnlyList<DepthPoint> points) => [.. points.Select(point => new[] { point.X, point.Y })];

    private sealed record Place(HitOtu Otu, HitIsolate Isolate, HitSequence Sequence);
}
