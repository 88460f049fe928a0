using Virtool.Bio.Quality;
using Virtool.Domain.Quality;

namespace Virtool.Files.Importing;

/// <summary>What was measured, as it is kept.</summary>
internal static class Qualities
{
    // Of long reads the counts are as large as a file of its own: then the joined reads are read once more.
    private const int MostCounts = 1024 * 1024;

    /// <param name="fileId">The stored file.</param>
    /// <param name="measure">What was measured of it.</param>
    /// <param name="isLane">It is one lane of several that will be joined.</param>
    public static ReadQuality Of(string fileId, ReadsMeasure measure, bool isLane) => new()
    {
        Id = fileId,
        Count = measure.Quality.Count,
        Encoding = measure.Quality.Encoding,
        Length = measure.Quality.Length,
        Gc = measure.Quality.Gc,
        Bases = Rows(measure.Quality.Bases),
        Composition = Rows(measure.Quality.Composition),
        Sequences = measure.Quality.Sequences,
        Q30 = measure.Q30,
        Lengths = measure.Quality.Count == 0 ? null : [.. measure.Lengths.Select(length => new[] { length.Length, length.Count })],
        Counts = isLane && measure.Counts?.Pack() is { Length: <= MostCounts } counts ? counts : null,
    };

    private static IReadOnlyList<double[]>? Rows(IReadOnlyList<IReadOnlyList<double>>? rows) =>
        rows is null ? null : [.. rows.Select(row => row.ToArray())];
}
