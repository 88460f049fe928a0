using Virtool.Components.Look;
using Virtool.Domain.Analyses;

namespace Virtool.Components.Analyses;

/// <summary>What people read for analyses.</summary>
public static class AnalysisWords
{
    /// <summary>The word of a filter by state.</summary>
    public static string Of(AnalysisState state) => state switch
    {
        AnalysisState.Pending => "Going on",
        AnalysisState.Ready => "Complete",
        AnalysisState.Failed => "Failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>The state that an address names; null where it names none.</summary>
    public static AnalysisState? StateOf(string? text) =>
        Enum.GetValues<AnalysisState>().Cast<AnalysisState?>().FirstOrDefault(state => string.Equals(state.ToString(), text, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name of a workflow that makes analyses.</summary>
    public static string Workflow(string name) => name == AnalysisService.Nuvs ? "NuVs" : Words.Title(name);

    /// <summary>The workflows that make analyses, and another one, if it is given.</summary>
    public static IEnumerable<string> Workflows(string? other = null) => new[] { AnalysisService.Pathoscope, AnalysisService.Nuvs, other }.OfType<string>().Where(name => name.Length > 0).Distinct(StringComparer.Ordinal);
}
