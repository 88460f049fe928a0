namespace Virtool.Bio.Quality;

/// <summary>Joins the quality of the two files of a pair.</summary>
public static class MateQuality
{
    /// <summary>
    /// Counts and reads by quality are summed, lengths span both, GC content is the mean of both; at each position that both have, qualities
    /// and composition are the mean of both, and behind the end of the shorter those of the longer. The encoding is that of the first.
    /// A file without reads changes nothing of the other.
    /// </summary>
    public static Quality Merge(Quality first, Quality second)
    {
        if (first.Count == 0 || second.Count == 0)
        {
            return first.Count == 0 ? second : first;
        }

        return new Quality
        {
            Count = first.Count + second.Count,
            Encoding = first.Encoding ?? second.Encoding,
            Length = Span(first.Length, second.Length),
            Gc = first.Gc is { } one && second.Gc is { } other ? (one + other) / 2 : first.Gc ?? second.Gc,
            Bases = Mean(first.Bases, second.Bases),
            Composition = Mean(first.Composition, second.Composition),
            Sequences = Sum(first.Sequences, second.Sequences),
        };
    }

    private static IReadOnlyList<int>? Span(IReadOnlyList<int>? first, IReadOnlyList<int>? second) =>
        first is null || second is null
            ? first ?? second
            : [Math.Min(first[0], second[0]), Math.Max(first[1], second[1])];

    private static IReadOnlyList<IReadOnlyList<double>>? Mean(IReadOnlyList<IReadOnlyList<double>>? first, IReadOnlyList<IReadOnlyList<double>>? second)
    {
        if (first is null || second is null)
        {
            return first ?? second;
        }

        var longer = first.Count >= second.Count ? first : second;
        var shared = Math.Min(first.Count, second.Count);
        return [.. longer.Select((row, at) => at >= shared ? row : Mean(first[at], second[at]))];
    }

    // Both values have at most three decimals, so that four hold the mean without the noise of the division.
    private static IReadOnlyList<double> Mean(IReadOnlyList<double> first, IReadOnlyList<double> second) =>
        [.. first.Zip(second, (one, other) => Rounding.ToEven((one + other) / 2, 4))];

    private static IReadOnlyList<long>? Sum(IReadOnlyList<long>? first, IReadOnlyList<long>? second) =>
        first is null || second is null
            ? first ?? second
            : [.. first.Zip(second, (one, other) => one + other)];
}
