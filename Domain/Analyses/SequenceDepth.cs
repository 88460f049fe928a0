using System.Text.Json.Serialization;

namespace Virtool.Domain.Analyses;

/// <summary>The full depth along a sequence, as <c>virtool tool pathoscope --depth</c> writes it.</summary>
/// <param name="Median">Median number of reads over a base.</param>
/// <param name="Align">The corners of its steps: pairs of position (from 0) and depth, which holds until the next.</param>
public sealed record SequenceDepth([property: JsonPropertyName("median")] double Median, [property: JsonPropertyName("align")] IReadOnlyList<int[]> Align)
{
    /// <summary>The number of reads over each base.</summary>
    /// <param name="length">Bases of the sequence.</param>
    public int[] Depths(int length)
    {
        var depths = new int[length];
        foreach (var (at, corner) in Align.Index())
        {
            var end = at + 1 < Align.Count ? Align[at + 1][0] : length;
            depths.AsSpan(corner[0]..Math.Min(end, length)).Fill(corner[1]);
        }

        return depths;
    }
}
