namespace Virtool.Components.Analyses;

/// <summary>By what hits are sorted.</summary>
public enum HitOrder
{
    /// <summary>By weight, largest first.</summary>
    Weight,

    /// <summary>By coverage, best covered first.</summary>
    Coverage,

    /// <summary>By median depth, deepest first.</summary>
    Depth,

    /// <summary>By reads, most first.</summary>
    Reads,

    /// <summary>By name, from A.</summary>
    Name,
}
