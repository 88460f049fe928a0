namespace Virtool.Domain.Samples;

/// <summary>What a sample has of one workflow's analyses.</summary>
public enum AnalysisTag
{
    /// <summary>None.</summary>
    None,

    /// <summary>Only unfinished ones; <c>"ip"</c> in the API.</summary>
    InProgress,

    /// <summary>At least one that is ready; <c>true</c> in the API.</summary>
    Ready,
}
