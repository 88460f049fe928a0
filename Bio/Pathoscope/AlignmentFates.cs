using Virtool.Bio.Alignments;

namespace Virtool.Bio.Pathoscope;

/// <summary>
/// Which alignments are kept after reassignment: of reads that fit one sequence alone their best alignment, of others every alignment to sequences
/// that the read's final share is 0.01 or more of.
/// </summary>
internal static class AlignmentFates
{
    private const double LeastShare = 0.01;

    /// <summary>By the shares that stand in the matrix.</summary>
    public static AlignmentFate[] Of(AlignmentTable table, ScoreMatrix matrix)
    {
        var fates = new AlignmentFate[table.AlignmentCount];
        foreach (var pair in matrix.UniquePair)
        {
            fates[table.PairBest[pair]] = AlignmentFate.Primary;
        }

        var kept = new bool[table.PairCount];
        for (var cell = 0; cell < matrix.CellPair.Length; cell++)
        {
            kept[matrix.CellPair[cell]] = matrix.Share[cell] >= LeastShare;
        }

        for (var alignment = 0; alignment < fates.Length; alignment++)
        {
            if (kept[table.AlignmentPair[alignment]])
            {
                fates[alignment] = AlignmentFate.Secondary;
            }
        }

        for (var row = 0; row < matrix.RowCount; row++)
        {
            var best = Largest(matrix, row);
            if (kept[matrix.CellPair[best]])
            {
                fates[table.PairBest[matrix.CellPair[best]]] = AlignmentFate.Primary;
            }
        }

        return fates;
    }

    private static int Largest(ScoreMatrix matrix, int row)
    {
        var best = matrix.RowStart[row];
        for (var cell = best + 1; cell < matrix.RowStart[row + 1]; cell++)
        {
            best = matrix.Share[cell] > matrix.Share[best] ? cell : best;
        }

        return best;
    }
}
