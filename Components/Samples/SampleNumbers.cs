using Virtool.Components.Look;
using Virtool.Domain.Samples;

namespace Virtool.Components.Samples;

/// <summary>A sample's few numbers, in words.</summary>
public static class SampleNumbers
{
    /// <summary>"36–151", "100", or a dash.</summary>
    public static string Lengths(LibrarySummary? library) => library switch
    {
        { MinimumLength: { } least, MaximumLength: { } most } => least == most ? Words.Number(most) : $"{Words.Number(least)}–{Words.Number(most)}",
        _ => "–",
    };

    /// <summary>"20,000 reads" and, of mates, "10,000 pairs × 2".</summary>
    public static string Pairs(Sample sample) => sample.Library is { Count: > 0 } library && sample.Paired && library.Count % 2 == 0
        ? $"{Words.Count(library.Count / 2, "pair")} × 2"
        : "";

    /// <summary>How a library was made.</summary>
    public static string Library(LibraryType type) => type switch
    {
        LibraryType.Normal => "whole RNA or DNA",
        LibraryType.Srna => "small RNA",
        LibraryType.Amplicon => "amplicons",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
