using Virtool.Data.Documents;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Analyses;

/// <summary>The hits of a Pathoscope analysis; its id is the analysis's.</summary>
public sealed record AnalysisResult : Document, IReadable
{
    /// <summary>Sequences that reads were given to, largest weight first.</summary>
    public IReadOnlyList<Hit> Hits { get; init; } = [];

    /// <summary>The viruses and isolates that they belong to, with every sequence of them, hit or not.</summary>
    public IReadOnlyList<HitOtu> Otus { get; init; } = [];

    /// <inheritdoc />
    public IReadOnlyList<string> Readers { get; init; } = [];
}
