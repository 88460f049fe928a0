namespace Virtool.Benchmarks.Samples;

/// <summary>How long a page took.</summary>
/// <param name="Milliseconds">Each time, in turn.</param>
/// <param name="Found">How many samples were found.</param>
internal sealed record Measured(IReadOnlyList<double> Milliseconds, long Found)
{
    /// <summary>First, median, longest of the others, and how many were found.</summary>
    public IReadOnlyList<string> Cells =>
        [Numbers.Text(Milliseconds[0], 1), Numbers.Text(Numbers.Median(Milliseconds.Skip(1)), 1), Numbers.Text(Milliseconds.Skip(1).Max(), 1), Numbers.Text(Found, 0)];
}
