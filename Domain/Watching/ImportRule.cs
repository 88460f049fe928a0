using Virtool.Domain.Links;

namespace Virtool.Domain.Watching;

/// <summary>Makes a sample of each imported file or mate pair, and analyses it.</summary>
public sealed record ImportRule
{
    /// <summary>Samples are made.</summary>
    public bool MakeSamples { get; init; }

    /// <summary>The references to analyse with, each by Pathoscope; none: samples only.</summary>
    public IReadOnlyList<Link> References { get; init; } = [];

    /// <summary>The subtractions of the samples.</summary>
    public IReadOnlyList<Link> Subtractions { get; init; } = [];

    /// <summary>In whose name samples and jobs are made: who last changed the rule.</summary>
    public Link? User { get; init; }
}
