using Virtool.Components.Look;
using Virtool.Domain.Samples;

namespace Virtool.Components.Samples;

/// <summary>A sample's few numbers, in words.</summary>
public static class SampleNumbers
{
    /// <summary>"36–151", "100", or a dash.</summary>
    public static string Lengths(LibrarySummary? library) => library switch
    {
        { MinimumLength: { } least, MaximumLength: { } most } => Lengths([least, most]),
        _ => "–",
    };

    /// <summary>The same of the shortest and the longest read.</summary>
    public static string Lengths(IReadOnlyList<int>? length) => length is [var least, var most] ? least == most ? Words.Number(most) : $"{Words.Number(least)}–{Words.Number(most)}" : "–";

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

    /// <summary>Where a sample stands, without a look at its warnings.</summary>
    public static string State(SampleState state) => state switch
    {
        SampleState.Creating => "being made",
        SampleState.Ready => "ready",
        SampleState.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>What a sample has of a workflow.</summary>
    public static string Tag(AnalysisTag tag) => tag switch
    {
        AnalysisTag.None => "none",
        AnalysisTag.InProgress => "in progress",
        AnalysisTag.Ready => "done",
        _ => throw new ArgumentOutOfRangeException(nameof(tag)),
    };

    /// <summary>What a control is expected to show.</summary>
    public static string Control(SampleControl? control) => control switch
    {
        null => "none",
        { Kind: ControlKind.Negative } => "negative: no virus is expected",
        { Kind: ControlKind.Positive, Virus: var virus } => $"positive: {virus} is expected",
        _ => throw new ArgumentOutOfRangeException(nameof(control)),
    };

    /// <summary>Where in which run it was sequenced; a dash where that is not known.</summary>
    public static string Run(RunPlace? run) => run is null
        ? "–"
        : string.Join(", ", new[] { run.Id, run.Lane is null ? null : $"lane {run.Lane}", run.Barcode is null ? null : $"barcode {run.Barcode}" }.OfType<string>());
}
