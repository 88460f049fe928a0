namespace Virtool.Bio.Pathoscope;

/// <summary>How many reads each sequence is the best of, and how many with high and low confidence.</summary>
internal sealed class BestHits
{
    private const double HighShare = 0.5;
    private const double LowShare = 0.01;

    private readonly int _readCount;
    private readonly double[] _reads;
    private readonly double[] _high;
    private readonly double[] _low;

    private BestHits(int count, int readCount)
    {
        _readCount = readCount;
        _reads = new double[count];
        _high = new double[count];
        _low = new double[count];
    }

    /// <summary>Counts by the shares that stand in the matrix. Cells that tie for the highest share of a read divide it between them; only those can be of high or low confidence.</summary>
    public static BestHits Count(ScoreMatrix matrix)
    {
        var hits = new BestHits(matrix.References.Length, matrix.ReadCount);
        foreach (var reference in matrix.UniqueReference)
        {
            hits._reads[reference]++;
            hits._high[reference]++;
        }

        for (var row = 0; row < matrix.RowCount; row++)
        {
            hits.CountRow(matrix, matrix.RowStart[row], matrix.RowStart[row + 1]);
        }

        return hits;
    }

    /// <summary>The numbers of one sequence, beside its weight.</summary>
    public HitWeight Of(int reference, double pi) => new(
        pi,
        _reads[reference] / _readCount,
        _high[reference] / _readCount,
        _low[reference] / _readCount,
        (int)_reads[reference]);

    private void CountRow(ScoreMatrix matrix, int from, int to)
    {
        var shares = matrix.Share.AsSpan(from, to - from);
        var highest = double.NegativeInfinity;
        foreach (var share in shares)
        {
            highest = Math.Max(highest, share);
        }

        var ties = 0;
        foreach (var share in shares)
        {
            ties += share == highest ? 1 : 0;
        }

        for (var i = 0; i < shares.Length; i++)
        {
            if (shares[i] != highest)
            {
                continue;
            }

            var reference = matrix.CellReference[from + i];
            _reads[reference] += 1.0 / ties;
            _high[reference] += highest >= HighShare ? 1 : 0;
            _low[reference] += highest is < HighShare and >= LowShare ? 1 : 0;
        }
    }
}
