namespace Virtool.Domain.Analyses;

/// <summary>Analyses that are to be started at once: each sample with each reference.</summary>
/// <param name="SampleIds">The samples.</param>
/// <param name="ReferenceIds">The references; of each its newest ready index is taken.</param>
public sealed record AnalysisStart(IReadOnlyList<string> SampleIds, IReadOnlyList<string> ReferenceIds)
{
    /// <summary>By its snake_case name.</summary>
    public string Workflow { get; init; } = AnalysisService.Pathoscope;

    /// <summary>The subtractions, in turn; null: of each sample those that it has by default.</summary>
    public IReadOnlyList<string>? SubtractionIds { get; init; }

    /// <summary>Map the whole libraries to the hosts too.</summary>
    public bool MapsWholeLibrary { get; init; }
}
