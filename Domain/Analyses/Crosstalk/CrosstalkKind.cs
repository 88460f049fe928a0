namespace Virtool.Domain.Analyses.Crosstalk;

/// <summary>Why a hit may have come from another sample.</summary>
public enum CrosstalkKind
{
    /// <summary>Another library of the run or folder has so much more of the virus that some of its reads may have been taken for this one's.</summary>
    SpillOver,

    /// <summary>The virus is in the negative control of the run or folder.</summary>
    NegativeControl,
}
