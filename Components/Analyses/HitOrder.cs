namespace Virtool.Components.Analyses;

/// <summary>By what hits are sorted.</summary>
public enum HitOrder
{
    /// <summary>Largest first.</summary>
    Weight,

    /// <summary>Best covered first.</summary>
    Coverage,

    /// <summary>Deepest first.</summary>
    Depth,

    /// <summary>By name.</summary>
    Name,
}
