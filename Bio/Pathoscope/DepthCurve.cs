namespace Virtool.Bio.Pathoscope;

/// <summary>Draws the depth of a sequence with few points.</summary>
public static class DepthCurve
{
    private const int MostPoints = 100;
    private const double KeptShare = 0.4;

    /// <summary>
    /// The corners of the depth as steps: the first position, then at each change the last position of the old depth and the first of the new
    /// one, and the last position. A straight line from each point to the next gives the depth of every position.
    /// </summary>
    public static IReadOnlyList<DepthPoint> Steps(IReadOnlyList<int> depths)
    {
        if (depths.Count == 0)
        {
            return [];
        }

        var points = new List<DepthPoint> { new(0, depths[0]) };
        for (var i = 1; i < depths.Count; i++)
        {
            if (depths[i] == depths[i - 1] && i < depths.Count - 1)
            {
                continue;
            }

            AddNew(points, new DepthPoint(i - 1, depths[i - 1]));
            AddNew(points, new DepthPoint(i, depths[i]));
        }

        return points;
    }

    /// <summary>The steps, simplified to 40 % of their points where there are more than 100.</summary>
    public static IReadOnlyList<DepthPoint> Simplified(IReadOnlyList<int> depths)
    {
        var points = Steps(depths);
        return points.Count > MostPoints ? Simplify(points, Math.Max(2, (int)(points.Count * KeptShare))) : points;
    }

    /// <summary>The steps, simplified as <see cref="Simplified(IReadOnlyList{int})"/> and further, to <paramref name="most"/> points or fewer.</summary>
    /// <param name="depths">Number of reads over each position.</param>
    /// <param name="most">2 or more.</param>
    public static IReadOnlyList<DepthPoint> Simplified(IReadOnlyList<int> depths, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        var points = Steps(depths);
        var kept = points.Count > MostPoints ? Math.Max(2, (int)(points.Count * KeptShare)) : points.Count;
        return points.Count > Math.Min(kept, most) ? Simplify(points, Math.Min(kept, most)) : points;
    }

    /// <summary>The median depth; of an even number of positions the mean of the two in the middle. 0 without positions.</summary>
    public static double Median(IReadOnlyList<int> depths)
    {
        if (depths.Count == 0)
        {
            return 0;
        }

        var sorted = depths.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + (double)sorted[middle]) / 2;
    }

    /// <summary>Visvalingam and Whyatt, The Cartographic Journal 30:46 (1993): takes away, one by one, the point whose triangle with its neighbours is the smallest. Ends stay.</summary>
    private static List<DepthPoint> Simplify(IReadOnlyList<DepthPoint> points, int kept)
    {
        var previous = new int[points.Count];
        var next = new int[points.Count];
        var areas = new double[points.Count];
        var queue = new PriorityQueue<int, (double Area, int Index)>();
        for (var i = 0; i < points.Count; i++)
        {
            (previous[i], next[i]) = (i - 1, i + 1);
        }

        for (var i = 1; i < points.Count - 1; i++)
        {
            areas[i] = Area(points[i - 1], points[i], points[i + 1]);
            queue.Enqueue(i, (areas[i], i));
        }

        var left = points.Count;
        while (left > kept && queue.TryDequeue(out var index, out var priority))
        {
            if (areas[index] != priority.Area)
            {
                continue;
            }

            var (before, after) = (previous[index], next[index]);
            (next[before], previous[after]) = (after, before);
            areas[index] = double.NaN;
            left--;
            Measure(before, priority.Area);
            Measure(after, priority.Area);
        }

        var result = new List<DepthPoint>(left);
        for (var i = 0; i < points.Count; i = next[i])
        {
            result.Add(points[i]);
        }

        return result;

        // A point never becomes less important than one that was taken before it.
        void Measure(int index, double least)
        {
            if (index == 0 || index == points.Count - 1)
            {
                return;
            }

            areas[index] = Math.Max(least, Area(points[previous[index]], points[index], points[next[index]]));
            queue.Enqueue(index, (areas[index], index));
        }
    }

    private static double Area(DepthPoint first, DepthPoint second, DepthPoint third) =>
        Math.Abs((((double)second.X - first.X) * ((double)third.Y - first.Y)) - (((double)third.X - first.X) * ((double)second.Y - first.Y))) / 2;

    private static void AddNew(List<DepthPoint> points, DepthPoint point)
    {
        if (points[^1] != point)
        {
            points.Add(point);
        }
    }
}
