using Virtool.Domain.Analyses;

namespace Virtool.Components.Analyses;

/// <summary>Depth along sequences, from the steps that results keep it as.</summary>
public static class Depths
{
    /// <summary>The depth at each base; 0 where no step says otherwise.</summary>
    public static int[] Fill(IReadOnlyList<int[]> steps, int length)
    {
        var depths = new int[length];
        for (var index = 0; index < steps.Count; index++)
        {
            var from = Math.Clamp(steps[index][0], 0, length);
            var to = index + 1 < steps.Count ? Math.Clamp(steps[index + 1][0], from, length) : length;
            depths.AsSpan(from, to - from).Fill(steps[index][1]);
        }

        return depths;
    }

    /// <summary>Steps of these depths: where it changes, and the first.</summary>
    public static IReadOnlyList<int[]> Steps(IReadOnlyList<int> depths)
    {
        var steps = new List<int[]>();
        for (var index = 0; index < depths.Count; index++)
        {
            if (index == 0 || depths[index] != depths[index - 1])
            {
                steps.Add([index, depths[index]]);
            }
        }

        return steps;
    }

    /// <summary>The middle depth; between two the mean of them, of nothing 0.</summary>
    public static double Median(IEnumerable<int> depths)
    {
        var sorted = depths.ToArray();
        if (sorted.Length == 0)
        {
            return 0;
        }

        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + (double)sorted[middle]) / 2;
    }

    /// <summary>The highest depth of a hit.</summary>
    public static int Highest(Hit? hit) => hit is null ? 0 : hit.Align.Select(step => step[1]).DefaultIfEmpty(0).Max();
}
