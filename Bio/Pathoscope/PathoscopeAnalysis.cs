using Virtool.Bio.Alignments;

namespace Virtool.Bio.Pathoscope;

/// <summary>
/// Pathoscope: takes away the reads that fit the host at least as well as any virus, gives each read that fits several sequences to those that
/// the whole of the reads speaks for, and reports what is left with its evidence. A read is a name as it stands in the alignments.
/// </summary>
public static class PathoscopeAnalysis
{
    /// <summary>Alignments with a lower score are left out.</summary>
    internal const double LeastScore = 0.01;

    private const double LeastWeight = 0.01;

    /// <summary>Runs the analysis.</summary>
    /// <param name="isolates">Alignments to the candidate sequences, as SAM; closed at the end.</param>
    /// <param name="subtractions">Alignments to each host in turn, as SAM; each is closed before the next is asked for. A read's host score is its highest.</param>
    /// <param name="lengths">Length of every candidate sequence in nucleotides, by name.</param>
    /// <param name="cancellationToken">Ends the analysis between lines and rounds.</param>
    /// <exception cref="InputException">A SAM line is not valid, or a sequence has no length.</exception>
    public static PathoscopeResult Run(
        Stream isolates,
        IEnumerable<Stream> subtractions,
        IReadOnlyDictionary<string, int> lengths,
        CancellationToken cancellationToken)
    {
        var table = AlignmentTable.Read(isolates, LeastScore, cancellationToken);
        var removed = Subtract(table, subtractions, cancellationToken);
        var subtracted = removed.Count(read => read);
        var matrix = ScoreMatrix.Create(table, removed);
        if (matrix.ReadCount == 0)
        {
            return new PathoscopeResult { ReadCount = 0, SubtractedCount = subtracted, AmbiguousCount = 0, Hits = [], Removed = [] };
        }

        var before = BestHits.Count(matrix);
        var weights = Expectation.Run(matrix, cancellationToken);
        var after = BestHits.Count(matrix);
        var rows = matrix.References
            .Select((reference, at) => new Row(table.References[reference], reference, before.Of(at, weights.Initial[at]), after.Of(at, weights.Final[at])))
            .OrderByDescending(row => row.Final.Pi)
            .ThenByDescending(row => row.Id, StringComparer.Ordinal)
            .ToList();
        var cut = rows.FindIndex(row => row.Final is { Pi: < LeastWeight, High: <= 0, Low: <= 0 });
        cut = cut < 0 ? rows.Count : cut;
        var fates = AlignmentFates.Of(table, matrix);
        var coverage = Cover(table, matrix, fates, lengths);
        return new PathoscopeResult
        {
            ReadCount = matrix.ReadCount,
            SubtractedCount = subtracted,
            AmbiguousCount = matrix.RowCount,
            Hits = [.. rows.Take(cut).Select(row => Hit(row, coverage))],
            Removed = [.. rows.Skip(cut).Where(row => row.Initial.Pi >= LeastWeight).Select(row => Hit(row, coverage))],
            Fates = fates,
        };
    }

    private static bool[] Subtract(AlignmentTable table, IEnumerable<Stream> subtractions, CancellationToken cancellationToken)
    {
        var highest = new int[table.Reads.Count];
        for (var pair = 0; pair < table.PairCount; pair++)
        {
            ref var score = ref highest[table.PairRead[pair]];
            score = Math.Max(score, table.PairScore[pair]);
        }

        var host = new int[table.Reads.Count];
        foreach (var subtraction in subtractions)
        {
            using var reader = new SamReader(subtraction);
            while (reader.Read())
            {
                if ((reader.Line & 16383) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                var read = table.Reads.Find(reader.Name);
                if (read >= 0)
                {
                    host[read] = Math.Max(host[read], reader.Score);
                }
            }
        }

        return [.. highest.Zip(host, (virus, other) => virus <= other)];
    }

    /// <summary>Covers each sequence with the alignments that were kept.</summary>
    private static Dictionary<int, int[]> Cover(AlignmentTable table, ScoreMatrix matrix, AlignmentFate[] fates, IReadOnlyDictionary<string, int> lengths)
    {
        var coverage = new Coverage?[table.References.Count];
        foreach (var reference in matrix.References)
        {
            coverage[reference] = new Coverage(Length(table.References[reference], lengths));
        }

        for (var alignment = 0; alignment < fates.Length; alignment++)
        {
            if (fates[alignment] != AlignmentFate.LeftOut)
            {
                coverage[table.PairReference[table.AlignmentPair[alignment]]]!.Add(table.AlignmentPosition[alignment], table.AlignmentLength[alignment]);
            }
        }

        return matrix.References.ToDictionary(reference => reference, reference => coverage[reference]!.Depths());
    }

    private static int Length(string id, IReadOnlyDictionary<string, int> lengths) =>
        lengths.TryGetValue(id, out var length) && length >= 0
            ? length
            : throw new InputException($"The length of the sequence {id}, which reads are aligned to, is not given.");

    private static PathoscopeHit Hit(Row row, Dictionary<int, int[]> coverage)
    {
        var depths = coverage[row.Reference];
        return new PathoscopeHit
        {
            Id = row.Id,
            Final = row.Final,
            Initial = row.Initial,
            Coverage = Coverage.Share(depths),
            Depth = Coverage.Mean(depths),
            Align = depths,
        };
    }

    private sealed record Row(string Id, int Reference, HitWeight Initial, HitWeight Final);
}
