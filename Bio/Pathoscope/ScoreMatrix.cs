using Virtool.Bio.Alignments;

namespace Virtool.Bio.Pathoscope;

/// <summary>
/// Which reads fit which sequences, and how well: reads that fit one sequence, and, row after row, those that fit several. Sequences are
/// numbered by their first appearance among the reads that are kept; rows stand in the order in which reads became ambiguous.
/// Weights are e^(score·100/highest score), in (1, e^100].
/// </summary>
internal sealed class ScoreMatrix
{
    private const double LargestExponent = 100;

    private ScoreMatrix(int[] references, int readCount, int uniqueCount, int rowCount, int cellCount)
    {
        References = references;
        ReadCount = readCount;
        UniqueReference = new int[uniqueCount];
        UniqueWeight = new double[uniqueCount];
        UniquePair = new int[uniqueCount];
        RowStart = new int[rowCount + 1];
        RowWeight = new double[rowCount];
        CellReference = new int[cellCount];
        CellPair = new int[cellCount];
        CellWeight = new double[cellCount];
        Share = new double[cellCount];
    }

    /// <summary>The table's number of each sequence.</summary>
    public int[] References { get; }

    public int ReadCount { get; }

    public int[] UniqueReference { get; }

    public double[] UniqueWeight { get; }

    public int[] UniquePair { get; }

    /// <summary>Where each ambiguous read's cells start, and behind them their end.</summary>
    public int[] RowStart { get; }

    /// <summary>The highest weight of each row.</summary>
    public double[] RowWeight { get; }

    public int[] CellReference { get; }

    public int[] CellPair { get; }

    public double[] CellWeight { get; }

    /// <summary>The share of its read that each cell has; every row sums to 1. The expectation step replaces it.</summary>
    public double[] Share { get; }

    public int RowCount => RowWeight.Length;

    public static ScoreMatrix Create(AlignmentTable table, ReadOnlySpan<bool> removed)
    {
        var references = new List<int>();
        var numberOf = new int[table.References.Count];
        Array.Fill(numberOf, -1);
        var degree = new int[table.Reads.Count];
        var highest = 0;
        var readCount = 0;
        var rows = new List<int>();
        var cells = 0;
        for (var pair = 0; pair < table.PairCount; pair++)
        {
            var read = table.PairRead[pair];
            if (removed[read])
            {
                continue;
            }

            var reference = table.PairReference[pair];
            if (numberOf[reference] < 0)
            {
                numberOf[reference] = references.Count;
                references.Add(reference);
            }

            highest = Math.Max(highest, table.PairScore[pair]);
            degree[read]++;
            readCount += degree[read] == 1 ? 1 : 0;
            cells += degree[read] == 1 ? 0 : degree[read] == 2 ? 2 : 1;
            if (degree[read] == 2)
            {
                rows.Add(read);
            }
        }

        var matrix = new ScoreMatrix([.. references], readCount, readCount - rows.Count, rows.Count, cells);
        matrix.Fill(table, removed, numberOf, degree, rows, highest);
        return matrix;
    }

    private void Fill(AlignmentTable table, ReadOnlySpan<bool> removed, int[] numberOf, int[] degree, List<int> rows, int highest)
    {
        var next = new int[table.Reads.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            next[rows[row]] = RowStart[row];
            RowStart[row + 1] = RowStart[row] + degree[rows[row]];
        }

        var weights = Weights(highest);
        var unique = 0;
        for (var pair = 0; pair < table.PairCount; pair++)
        {
            var read = table.PairRead[pair];
            if (removed[read])
            {
                continue;
            }

            var reference = numberOf[table.PairReference[pair]];
            var weight = weights[table.PairScore[pair]];
            if (degree[read] == 1)
            {
                UniqueReference[unique] = reference;
                UniqueWeight[unique] = weight;
                UniquePair[unique++] = pair;
                continue;
            }

            var cell = next[read]++;
            CellReference[cell] = reference;
            CellWeight[cell] = weight;
            CellPair[cell] = pair;
        }

        FillShares();
    }

    private void FillShares()
    {
        for (var row = 0; row < RowCount; row++)
        {
            double sum = 0;
            for (var cell = RowStart[row]; cell < RowStart[row + 1]; cell++)
            {
                sum += CellWeight[cell];
                RowWeight[row] = Math.Max(RowWeight[row], CellWeight[cell]);
            }

            for (var cell = RowStart[row]; cell < RowStart[row + 1]; cell++)
            {
                Share[cell] = CellWeight[cell] / sum;
            }
        }
    }

    // Scores are whole numbers, so that each weight is computed once.
    private static double[] Weights(int highest)
    {
        var weights = new double[highest + 1];
        var factor = LargestExponent / highest;
        for (var score = 0; score < weights.Length; score++)
        {
            weights[score] = Math.Exp(score * factor);
        }

        return weights;
    }
}
