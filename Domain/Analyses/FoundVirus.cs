using System.Text.Json.Serialization;
using Virtool.Domain.Analyses.Judging;

namespace Virtool.Domain.Analyses;

/// <summary>What an analysis found of one virus, in short.</summary>
/// <param name="OtuId">The OTU's id.</param>
/// <param name="Name">Its name in the index.</param>
/// <param name="Abbreviation">Its short name in the index; may be empty.</param>
public sealed record FoundVirus(string OtuId, string Name, string Abbreviation)
{
    /// <summary>After reassignment, 0 to 1: the sum of its sequences' weights.</summary>
    public double Weight { get; init; }

    /// <summary>Before reassignment.</summary>
    public double Initial { get; init; }

    /// <summary>Distinct reads that fit it best; a read that fits several sequences equally well is shared by them.</summary>
    public double Reads { get; init; }

    /// <summary>Share of its genome with at least one read, 0 to 1: its isolates merged by segment.</summary>
    public double Coverage { get; init; }

    /// <summary>Median number of reads over a base of the merged genome.</summary>
    public double MedianDepth { get; init; }

    /// <summary>Mean number of reads over a base of the merged genome.</summary>
    public double Depth { get; init; }

    /// <summary>Bases of the merged genome: of each segment the longest sequence that was looked at.</summary>
    public int Length { get; init; }

    /// <summary>How far it can be trusted, by the version of the rule that the result names.</summary>
    public Trust Trust { get; init; }

    /// <summary>Why: a sentence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>It is the reference's internal control: it was put into the sample, or is always there, and should be found.</summary>
    public bool IsInternalControl { get; init; }

    /// <summary>How far it can be trusted, and why.</summary>
    [JsonIgnore]
    public Judgement Judgement => new(Trust, Reason);
}
