using Virtool.Domain.Links;

namespace Virtool.Domain.Samples;

/// <summary>An analysis that is wanted of a sample. A reconciler turns it into an analysis and its job, once.</summary>
/// <param name="Id">Of the request; becomes the analysis's id, so that it can be made only once.</param>
/// <param name="Workflow">By its snake_case name.</param>
/// <param name="Reference">The reference; its newest ready index is taken.</param>
/// <param name="Subtractions">The subtractions, in turn.</param>
/// <param name="User">Who wants it.</param>
/// <param name="Reason">What it waits for; null when nothing is known to be in its way.</param>
/// <param name="Done">The analysis was made.</param>
public sealed record AnalysisRequest(
    string Id,
    string Workflow,
    Link Reference,
    IReadOnlyList<Link> Subtractions,
    Link User,
    string? Reason = null,
    bool Done = false)
{
    /// <summary>The whole library is to be mapped to the hosts too.</summary>
    public bool MapsWholeLibrary { get; init; }

    /// <summary>The id of the analysis that it repeats; null: it repeats none.</summary>
    public string? RerunOf { get; init; }
}
