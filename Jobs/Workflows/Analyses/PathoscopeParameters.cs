namespace Virtool.Jobs.Workflows.Analyses;

/// <summary>What decides on the result of a Pathoscope analysis; kept with it. Threads and paths do not.</summary>
internal static class PathoscopeParameters
{
    /// <summary>Reads against the default isolates: which viruses are candidates.</summary>
    public static IReadOnlyList<string> Default { get; } =
        ["--no-unal", "--no-hd", "--no-sq", "--local", "--score-min", "L,20,1.0", "-N", "0", "-L", "15"];

    /// <summary>Reads against every isolate of the candidates, up to 100 alignments of each.</summary>
    public static IReadOnlyList<string> Isolates { get; } = [.. Default, "-k", "100"];

    /// <summary>The reads that matched against a host.</summary>
    public static IReadOnlyList<string> Subtraction { get; } = ["--local", "--no-unal", "--no-hd", "--no-sq", "-N", "0"];

    /// <summary>By step, as the analysis keeps them. The last ones are those of <see cref="Bio.Pathoscope.PathoscopeAnalysis"/>.</summary>
    public static IReadOnlyDictionary<string, string> Kept { get; } = new Dictionary<string, string>
    {
        ["map_default_isolates"] = string.Join(' ', Default),
        ["map_isolates"] = string.Join(' ', Isolates),
        ["map_subtraction"] = string.Join(' ', Subtraction),
        ["least_score"] = "0.01",
        ["least_share"] = "0.01",
        ["most_rounds"] = "50",
        ["least_change"] = "1e-7",
    };
}
