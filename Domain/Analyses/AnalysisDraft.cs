namespace Virtool.Domain.Analyses;

/// <summary>An analysis that is to be made of a sample.</summary>
/// <param name="Workflow">By its snake_case name.</param>
/// <param name="ReferenceId">The reference; its newest ready index is taken.</param>
public sealed record AnalysisDraft(string Workflow, string ReferenceId)
{
    /// <summary>The subtractions, in turn; null: those that the sample has by default.</summary>
    public IReadOnlyList<string>? SubtractionIds { get; init; }

    /// <summary>Map the whole library to the hosts too, to tell how much of it is theirs; without a subtraction it means nothing.</summary>
    public bool MapsWholeLibrary { get; init; }

    /// <summary>The analysis that it repeats; null: none.</summary>
    public string? RerunOf { get; init; }
}
