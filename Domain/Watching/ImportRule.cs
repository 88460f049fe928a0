using Virtool.Domain.Links;
using Virtool.Domain.Samples;

namespace Virtool.Domain.Watching;

/// <summary>Makes a sample of each imported file or mate pair, and analyses it.</summary>
public sealed record ImportRule
{
    /// <summary>Samples are made.</summary>
    public bool MakeSamples { get; init; }

    /// <summary>
    /// How the sample's name is found in the name of its file, as <c>{sample}_*</c>; null: the name without ending, mate and Illumina's numbers.
    /// </summary>
    public string? NamePattern { get; init; }

    /// <summary>How the libraries were made.</summary>
    public LibraryType LibraryType { get; init; }

    /// <summary>The group that the samples are given to; null: none.</summary>
    public Link? Group { get; init; }

    /// <summary>The labels of the samples.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The references to analyse with, each by Pathoscope; none: samples only.</summary>
    public IReadOnlyList<Link> References { get; init; } = [];

    /// <summary>The subtractions of the samples.</summary>
    public IReadOnlyList<Link> Subtractions { get; init; } = [];

    /// <summary>In whose name samples and jobs are made: who last changed the rule.</summary>
    public Link? User { get; init; }
}
