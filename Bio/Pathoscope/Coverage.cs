namespace Virtool.Bio.Pathoscope;

/// <summary>Counts reads over the positions of a sequence.</summary>
internal sealed class Coverage
{
    private readonly int[] _changes;

    public Coverage(int length) => _changes = new int[length];

    /// <summary>Counts a read from its leftmost position (from 1) over its whole length; what lies outside of the sequence is ignored.</summary>
    public void Add(int position, int length)
    {
        var from = Math.Clamp((long)position - 1, 0, _changes.Length);
        var to = Math.Clamp((long)position - 1 + length, from, _changes.Length);
        if (from < _changes.Length)
        {
            _changes[from]++;
        }

        if (to < _changes.Length)
        {
            _changes[to]--;
        }
    }

    /// <summary>The number of reads over each position. Made in the place of what was counted: asked for once, at the end.</summary>
    public int[] Depths()
    {
        for (var i = 1; i < _changes.Length; i++)
        {
            _changes[i] += _changes[i - 1];
        }

        return _changes;
    }

    /// <summary>Share of positions that have reads, three decimals.</summary>
    public static double Share(int[] depths) =>
        depths.Length == 0 ? 0 : Rounding.ToEven(1 - ((double)depths.Count(depth => depth == 0) / depths.Length), 3);

    /// <summary>Mean depth, rounded to the even.</summary>
    public static int Mean(int[] depths) =>
        depths.Length == 0 ? 0 : (int)Math.Round((double)depths.Sum(depth => (long)depth) / depths.Length, MidpointRounding.ToEven);
}
