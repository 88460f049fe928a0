namespace Virtool.Components.Analyses.Starting;

/// <summary>Samples as addresses name them: ids with commas between them.</summary>
public static class SampleIds
{
    /// <summary>Of what stands in an address.</summary>
    public static string[] Of(string? text) => [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    /// <summary>For an address; null for none.</summary>
    public static string? Text(IEnumerable<string> ids) => string.Join(',', ids) is { Length: > 0 } text ? text : null;
}
