using System.Text.Json;
using Virtool.Bio;
using Virtool.Bio.Pathoscope;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;

namespace Virtool.Jobs.Workflows.Analyses;

/// <summary>Makes an analysis's hits out of what Pathoscope found and what the index says of it.</summary>
internal static class PathoscopeHits
{
    // A page reads all curves at once. "[12345,1234]," is about the longest usual point.
    private const int CurveBytes = 5_000_000;
    private const int PointBytes = 14;
    private const int FewestPoints = 10;

    // A batch is at most 8 MB, and what goes to the trash goes there in one document.
    private const int MostBytes = 2_000_000;

    /// <summary>
    /// The hits, with curves of their depth: simplified (<see cref="DepthCurve"/>), and so far that all of them together have about 5 MB. The depths are read
    /// one by one, and none of them is kept.
    /// </summary>
    /// <param name="id">The analysis's id.</param>
    /// <param name="result">What Pathoscope found.</param>
    /// <param name="depths">The depth of each hit, by sequence id.</param>
    /// <param name="candidates">The viruses that were mapped to.</param>
    /// <exception cref="InputException">The depth of a hit is missing.</exception>
    public static async Task<JoinedHits> JoinAsync(string id, PathoscopeResult result, IAsyncEnumerable<(string Id, SequenceDepth Depth)> depths, IReadOnlyList<HitOtu> candidates)
    {
        var found = result.Hits.Concat(result.Removed).ToArray();
        var otus = Hit(found, candidates);
        var places = otus
            .SelectMany(otu => otu.Isolates.SelectMany(isolate => isolate.Sequences.Select(sequence => new Place(otu, isolate, sequence))))
            .ToDictionary(place => place.Sequence.Id, StringComparer.Ordinal);
        var mergers = otus.ToDictionary(otu => otu.Id, otu => new GenomeMerger(otu), StringComparer.Ordinal);
        var curves = new Dictionary<string, (double Median, int[][] Align)>(StringComparer.Ordinal);
        var most = Math.Max(FewestPoints, CurveBytes / PointBytes / Math.Max(1, found.Length));
        await foreach (var (sequenceId, depth) in depths)
        {
            if (places.TryGetValue(sequenceId, out var place))
            {
                var full = depth.Depths(place.Sequence.Length);
                mergers[place.Otu.Id].Add(sequenceId, full);
                curves[sequenceId] = (depth.Median, [.. DepthCurve.Simplified(full, most).Select(point => new[] { point.X, point.Y })]);
            }
        }

        var joined = new AnalysisResult { Id = id, Hits = [.. result.Hits.Select(Of)], Removed = [.. result.Removed.Select(Of)], Otus = otus };
        return new JoinedHits(joined, otu => mergers[otu.Id].Merged());

        Hit Of(PathoscopeHit hit) => curves.TryGetValue(hit.Id, out var curve)
            ? PathoscopeHits.Of(hit, places[hit.Id], curve.Median, curve.Align)
            : throw new InputException($"The depth of the sequence {hit.Id}, which reads were given to, is missing.");
    }

    /// <summary>Whether a result can be stored as a document; else it goes into a file.</summary>
    public static bool FitsDocument(AnalysisResult result)
    {
        using var counted = new MemoryStream();
        JsonSerializer.Serialize(counted, result, Json.Stored);
        return counted.Length <= MostBytes;
    }

    private static HitOtu[] Hit(PathoscopeHit[] found, IReadOnlyList<HitOtu> candidates)
    {
        var hits = found.Select(hit => hit.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. candidates
                .Select(otu => otu with { Isolates = [.. otu.Isolates.Where(isolate => isolate.Sequences.Any(sequence => hits.Contains(sequence.Id)))] })
                .Where(otu => otu.Isolates.Count > 0),
        ];
    }

    private static Hit Of(PathoscopeHit hit, Place place, double median, int[][] align) => new(
        hit.Id,
        place.Sequence.Accession,
        place.Otu.Id,
        place.Isolate.Id,
        place.Sequence.Length,
        Of(hit.Final),
        Of(hit.Initial),
        hit.Coverage,
        hit.Depth,
        median,
        align);

    private static Assignment Of(HitWeight weight) => new(weight.Pi, weight.Best, weight.High, weight.Low, weight.Reads);

    private sealed record Place(HitOtu Otu, HitIsolate Isolate, HitSequence Sequence);
}
