namespace Virtool.Components.Otus;

/// <summary>A segment as somebody is changing it.</summary>
/// <param name="former">The name that it was saved by; null: it is new.</param>
public sealed class SegmentRow(string? former)
{
    /// <summary>The name that it was saved by; null: it is new.</summary>
    public string? Former => former;

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Each isolate should have it.</summary>
    public bool Required { get; set; } = true;

    /// <summary>What it is made of; empty: not said.</summary>
    public string Molecule { get; set; } = "";
}
