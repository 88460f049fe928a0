using Virtool.Domain.Analyses;

namespace Virtool.Components.Analyses;

/// <summary>Depth along sequences, from the corners of its curve that results keep.</summary>
public static class Depths
{
    /// <summary>The depth at each base: straight between two corners, and that of the last one from there on.</summary>
    public static int[] Fill(IReadOnlyList<int[]> corners, int length)
    {
        var depths = new int[length];
        for (var index = 0; index < corners.Count; index++)
        {
            var (x, y) = (corners[index][0], corners[index][1]);
            var (nextX, nextY) = index + 1 < corners.Count ? (corners[index + 1][0], corners[index + 1][1]) : (length, y);
            for (var at = Math.Max(0, x); at < Math.Min(nextX, length); at++)
            {
                depths[at] = (int)Math.Round(y + ((nextY - y) * (double)(at - x) / (nextX - x)));
            }
        }

        return depths;
    }

    /// <summary>The mean depth of each of so many columns of equal width, which is all that a drawing can show; a base each, where there are fewer.</summary>
    public static double[] Columns(ReadOnlySpan<int> depths, int wanted)
    {
        var columns = new double[Math.Min(wanted, depths.Length)];
        for (var column = 0; column < columns.Length; column++)
        {
            var from = (int)((long)column * depths.Length / columns.Length);
            var to = (int)((column + 1L) * depths.Length / columns.Length);
            var sum = 0L;
            foreach (var depth in depths[from..to])
            {
                sum += depth;
            }

            columns[column] = (double)sum / (to - from);
        }

        return columns;
    }

    /// <summary>The middle depth; between two the mean of them, of nothing 0.</summary>
    public static double Median(IReadOnlyList<int> depths)
    {
        if (depths.Count == 0)
        {
            return 0;
        }

        var most = depths.Max();
        return most <= 4L * depths.Count ? Counted(depths, most) : Sorted(depths);
    }

    private static double Sorted(IReadOnlyList<int> depths)
    {
        int[] sorted = [.. depths];
        Array.Sort(sorted);
        return (sorted[(sorted.Length - 1) / 2] + (double)sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>In one pass, where depths are small numbers: a result has thousands of curves.</summary>
    private static double Counted(IReadOnlyList<int> depths, int most)
    {
        var counts = new int[most + 1];
        foreach (var depth in depths)
        {
            counts[depth]++;
        }

        return (At((depths.Count - 1) / 2) + (double)At(depths.Count / 2)) / 2;

        int At(int rank)
        {
            var depth = 0;
            for (var seen = counts[0]; seen <= rank; seen += counts[depth])
            {
                depth++;
            }

            return depth;
        }
    }

    /// <summary>The highest depth of a hit.</summary>
    public static int Highest(Hit? hit) => hit is null ? 0 : hit.Align.Select(corner => corner[1]).DefaultIfEmpty(0).Max();
}
