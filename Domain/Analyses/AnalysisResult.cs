using Virtool.Data.Documents;

namespace Virtool.Domain.Analyses;

/// <summary>The hits of a Pathoscope analysis; its id is the analysis's, and who may see the analysis may see it.</summary>
public sealed record AnalysisResult : Document
{
    /// <summary>Sequences that reads were given to, largest weight first.</summary>
    public IReadOnlyList<Hit> Hits { get; init; } = [];

    /// <summary>The viruses and isolates that they belong to, with every sequence of them, hit or not.</summary>
    public IReadOnlyList<HitOtu> Otus { get; init; } = [];
}
