using System.Globalization;
using Virtool.Domain.Analyses.Contigs;

namespace Virtool.Components.Analyses.Contigs;

/// <summary>Where a reading frame is drawn along its contig: a lane for each frame of each strand.</summary>
public static class OrfLane
{
    /// <summary>The lanes from the top: the contig's own frames, then those of its reverse complement.</summary>
    public static IReadOnlyList<string> Names { get; } = ["+3", "+2", "+1", "−1", "−2", "−3"];

    /// <summary>The lane of a frame, from 0 at the top.</summary>
    public static int Of(Orf orf) => orf.Strand > 0 ? 2 - orf.Frame : 3 + orf.Frame;

    /// <summary>Its place for the style sheet: where it begins and ends, 0 to 1 along the contig, and its lane.</summary>
    /// <param name="orf">The reading frame.</param>
    /// <param name="length">Bases of the contig.</param>
    public static string Style(Orf orf, int length) => string.Create(
        CultureInfo.InvariantCulture,
        $"--start: {(double)orf.Start / Math.Max(1, length):0.#####}; --end: {(double)orf.End / Math.Max(1, length):0.#####}; --lane: {Of(orf)}");
}
