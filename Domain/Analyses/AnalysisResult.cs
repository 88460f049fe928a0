using System.Text.Json.Serialization;
using Virtool.Data.Documents;

namespace Virtool.Domain.Analyses;

/// <summary>The hits of a Pathoscope analysis; its id is the analysis's, and who may see the analysis may see it.</summary>
public sealed record AnalysisResult : Document
{
    /// <summary>Sequences that reads were given to, largest weight first.</summary>
    public IReadOnlyList<Hit> Hits { get; init; } = [];

    /// <summary>Sequences that had an initial weight of 0.01 or more and lost their reads to relatives: they are no hits any more.</summary>
    public IReadOnlyList<Hit> Removed { get; init; } = [];

    /// <summary>The viruses and isolates that both belong to, with every sequence of them, hit or not.</summary>
    public IReadOnlyList<HitOtu> Otus { get; init; } = [];

    /// <summary>It is too large for a document: the file <see cref="AnalysisFiles.Hits"/> of the analysis's folder has it, and the lists here are empty.</summary>
    public bool InFile { get; init; }

    /// <summary>The hits, and those that reassignment removed.</summary>
    [JsonIgnore]
    public IEnumerable<Hit> All => Hits.Concat(Removed);
}
