using Virtool.Components.Charts;

namespace Virtool.Components.Analyses;

/// <summary>
/// The drawing of a sequence's coverage. The longest sequence beside it fills <see cref="FullWidth"/>; the others are narrower in proportion,
/// so that a base is as wide in one as in the other.
/// </summary>
public sealed record CoverageDrawing
{
    /// <summary>Of the longest sequence's drawing.</summary>
    public const double FullWidth = 430;

    /// <summary>Of every drawing.</summary>
    public const double Height = 88;

    private const double Left = 38;
    private const double Right = 10;
    private const double Narrowest = 24;

    /// <summary>A unit of the drawing is about a pixel; a screen has up to two dots in it.</summary>
    private const double ColumnsInUnit = 1.5;

    /// <summary>Draws a sequence.</summary>
    /// <param name="row">The sequence and its hit.</param>
    /// <param name="longest">Bases of the longest sequence that is compared with.</param>
    /// <param name="highest">The depth that the scale must hold.</param>
    public CoverageDrawing(SequenceRow row, int longest, int highest)
    {
        var length = row.Sequence.Length;
        var plot = Math.Max(Narrowest, (FullWidth - Left - Right) * length / Math.Max(1, longest));
        Width = Left + plot + Right;
        X = new Scale(0, length, Left, Left + plot);
        Y = new Scale(0, Scale.RoundUp(highest), Height - 20, 8);
        Area = row.Hit is null ? "" : Paths.Columns(Depths.Columns(Depths.Fill(row.Hit.Align, length), (int)(plot * ColumnsInUnit)), X, Y);
        Ticks = X.Ticks((int)Math.Max(1, plot / 90));
    }

    /// <summary>Of this drawing.</summary>
    public double Width { get; }

    /// <summary>Bases.</summary>
    public Scale X { get; }

    /// <summary>Depth.</summary>
    public Scale Y { get; }

    /// <summary>The area under the depth; empty without a hit.</summary>
    public string Area { get; }

    /// <summary>Bases that are marked.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Of the room there is, in percent.</summary>
    public double Share => 100 * Width / FullWidth;
}
