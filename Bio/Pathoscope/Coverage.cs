namespace Virtool.Bio.Pathoscope;

/// <summary>Counts reads over the positions of a sequence.</summary>
internal sealed class Coverage
{
    private readonly int[] _changes;

    public Coverage(int length) => _changes = new int[length + 1];

    /// <summary>Counts a read from its leftmost position (from 1) over its whole length; what lies outside of the sequence is ignored.</summary>
    public void Add(int position, int length)
    {
        var last = _changes.Length - 1;
        var from = Math.Clamp((long)position - 1, 0, last);
        var to = Math.Clamp((long)position - 1 + length, from, last);
        _changes[from]++;
        _changes[to]--;
    }

    /// <summary>The number of reads over each position.</summary>
    public int[] Depths()
    {
        var depths = new int[_changes.Length - 1];
        var depth = 0;
        for (var i = 0; i < depths.Length; i++)
        {
            depth += _changes[i];
            depths[i] = depth;
        }

        return depths;
    }

    /// <summary>Share of positions that have reads, three decimals.</summary>
    public static double Share(int[] depths) =>
        depths.Length == 0 ? 0 : Rounding.ToEven(1 - ((double)depths.Count(depth => depth == 0) / depths.Length), 3);

    /// <summary>Mean depth, rounded to the even.</summary>
    public static int Mean(int[] depths) =>
        depths.Length == 0 ? 0 : (int)Math.Round((double)depths.Sum(depth => (long)depth) / depths.Length, MidpointRounding.ToEven);
}
