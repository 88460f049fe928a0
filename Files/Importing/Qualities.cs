using Virtool.Bio.Quality;
using Virtool.Domain.Quality;

namespace Virtool.Files.Importing;

/// <summary>What was measured, as it is kept.</summary>
internal static class Qualities
{
    public static ReadQuality Of(string fileId, ReadsMeasure measure) => new()
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
    };

    private static IReadOnlyList<double[]>? Rows(IReadOnlyList<IReadOnlyList<double>>? rows) =>
        rows is null ? null : [.. rows.Select(row => row.ToArray())];
}
