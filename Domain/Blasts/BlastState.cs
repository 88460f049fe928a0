namespace Virtool.Domain.Blasts;

/// <summary>Where a search stands.</summary>
public enum BlastState
{
    /// <summary>Waits for its turn, or for NCBI.</summary>
    Waiting,

    /// <summary>Its hits are there, if any.</summary>
    Ready,

    /// <summary>It did not work.</summary>
    Failed,

    /// <summary>Somebody cancelled it.</summary>
    Cancelled,
}
