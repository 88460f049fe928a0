namespace Virtool.Domain.Analyses;

/// <summary>Where an analysis stands.</summary>
public enum AnalysisState
{
    /// <summary>Its job waits or runs.</summary>
    Pending,

    /// <summary>Its result is there.</summary>
    Ready,

    /// <summary>Its job failed or was cancelled; its error says why.</summary>
    Failed,
}
