namespace Virtool.Domain.Analyses;

/// <summary>How far a hit can be trusted.</summary>
public enum Trust
{
    /// <summary>Most of the genome is covered, and the weight is real.</summary>
    Strong,

    /// <summary>Some of the genome is covered: it may be there.</summary>
    Doubtful,

    /// <summary>Little of the genome is covered, or the weight is next to nothing.</summary>
    Weak,

    /// <summary>Its reads fitted a relative better, and were given to it.</summary>
    Reassigned,
}
