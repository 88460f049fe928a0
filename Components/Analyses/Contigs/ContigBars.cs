using Virtool.Components.Charts;
using Virtool.Domain.Analyses.Contigs;

namespace Virtool.Components.Analyses.Contigs;

/// <summary>Contigs as small bars on one scale, with their reading frames as arrows that point as they are read.</summary>
public static class ContigBars
{
    /// <summary>Units across the longest contig.</summary>
    public const double Width = 1000;

    /// <summary>Units from top to bottom.</summary>
    public const double Height = 12;

    private const double Head = 10;
    private const double Thickness = 5;

    /// <summary>Units of a contig.</summary>
    /// <param name="length">Its bases.</param>
    /// <param name="longest">Bases of the longest one.</param>
    public static double WidthOf(int length, int longest) => Width * length / Math.Max(1, longest);

    /// <summary>The outline of the arrows of reading frames of one strand: above the middle of the contig's own, below it of its reverse complement's.</summary>
    public static string Arrows(IEnumerable<Orf> orfs, int strand, int longest) => string.Concat(orfs.Where(orf => orf.Strand == strand).Select(orf => Arrow(orf, longest)));

    private static string Arrow(Orf orf, int longest)
    {
        var (from, to) = (WidthOf(orf.Start, longest), WidthOf(orf.End, longest));
        var (tail, tip) = orf.Strand > 0 ? (from, to) : (to, from);
        var neck = tip - (orf.Strand * Math.Min(Head, to - from));
        var (high, low) = orf.Strand > 0 ? (0.5, 0.5 + Thickness) : (Height - 0.5 - Thickness, Height - 0.5);
        return $"M{Scale.Text(tail)} {Scale.Text(high)}H{Scale.Text(neck)}L{Scale.Text(tip)} {Scale.Text((high + low) / 2)}L{Scale.Text(neck)} {Scale.Text(low)}H{Scale.Text(tail)}Z";
    }
}
