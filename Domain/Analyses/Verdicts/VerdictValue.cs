namespace Virtool.Domain.Analyses.Verdicts;

/// <summary>What somebody of the lab says of a hit.</summary>
public enum VerdictValue
{
    /// <summary>The virus is there.</summary>
    Confirmed,

    /// <summary>The virus is not there, whatever the numbers say.</summary>
    Rejected,

    /// <summary>It cannot be told.</summary>
    Inconclusive,
}
