namespace Virtool.Components.Analyses.Report;

/// <summary>What a report says of a virus.</summary>
public enum ReportedAs
{
    /// <summary>Strong and without a mark, or confirmed by the lab.</summary>
    Detected,

    /// <summary>Doubtful, or strong with a mark, and the lab has not said yet; or it said that it cannot be told.</summary>
    Open,

    /// <summary>The lab says that it is not there.</summary>
    Rejected,

    /// <summary>Put into each sample.</summary>
    Control,

    /// <summary>Weak, or its reads were given to a relative.</summary>
    Weak,
}
