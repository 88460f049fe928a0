using Virtool.Domain.Rights;

namespace Virtool.Components.Rights;

/// <summary>A right that can be given on a kind of thing.</summary>
/// <param name="Right">The right.</param>
/// <param name="Title">What it is called over its column.</param>
public sealed record RightColumn(Right Right, string Title)
{
    /// <summary>Those on samples.</summary>
    public static IReadOnlyList<RightColumn> OfSamples { get; } = [new(Right.Read, "See it"), new(Right.Write, "Change it")];

    /// <summary>Those on references.</summary>
    public static IReadOnlyList<RightColumn> OfReferences { get; } =
    [
        new(Right.Read, "See it"),
        new(Right.Build, "Build indexes"),
        new(Right.Modify, "Change it"),
        new(Right.ModifyOtu, "Change its viruses"),
        new(Right.Remove, "Remove it"),
    ];
}
