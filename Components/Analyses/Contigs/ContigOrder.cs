namespace Virtool.Components.Analyses.Contigs;

/// <summary>By what contigs are sorted.</summary>
public enum ContigOrder
{
    /// <summary>By length, longest first.</summary>
    Length,

    /// <summary>By the smallest E-value of their reading frames, smallest first; those without a hit last, in either direction.</summary>
    E,

    /// <summary>By the reading frames with a hit, most first.</summary>
    Orfs,

    /// <summary>By median depth, deepest first.</summary>
    Depth,

    /// <summary>By their number, which is the order of the assembly.</summary>
    Number,
}
