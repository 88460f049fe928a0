namespace Virtool.Bio.Pathoscope;

/// <summary>
/// Pathoscope's expectation maximisation (Francis et al., Genome Research 23:1721, 2013), without priors: at most 50 rounds, ended when the
/// weights change by 10^-7 or less in all. Sums run in the order of the matrix, so that last digits are reproduced.
/// </summary>
internal sealed class Expectation
{
    private const int MostRounds = 50;
    private const double LeastChange = 1e-7;

    private Expectation(double[] initial, double[] final)
    {
        Initial = initial;
        Final = final;
    }

    /// <summary>The weight of each sequence after the first round.</summary>
    public double[] Initial { get; }

    /// <summary>The weight of each sequence at the end; they sum to 1.</summary>
    public double[] Final { get; }

    /// <summary>Computes the weights, and leaves in the matrix each cell's final share.</summary>
    public static Expectation Run(ScoreMatrix matrix, CancellationToken cancellationToken)
    {
        var count = matrix.References.Length;
        var unique = new double[count];
        double uniqueTotal = 0;
        for (var i = 0; i < matrix.UniqueWeight.Length; i++)
        {
            unique[matrix.UniqueReference[i]] += matrix.UniqueWeight[i];
            uniqueTotal += matrix.UniqueWeight[i];
        }

        double ambiguousTotal = 0;
        foreach (var weight in matrix.RowWeight)
        {
            ambiguousTotal += weight;
        }

        var pi = new double[count];
        var theta = new double[count];
        Array.Fill(pi, 1.0 / count);
        Array.Fill(theta, 1.0 / count);
        var initial = pi;
        for (var round = 0; round < MostRounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sums = Share(matrix, pi, theta);
            var next = new double[count];
            double change = 0;
            for (var reference = 0; reference < count; reference++)
            {
                next[reference] = (sums[reference] + unique[reference]) / (uniqueTotal + ambiguousTotal);
                theta[reference] = sums[reference] / (matrix.RowCount == 0 ? 1 : ambiguousTotal);
                change += Math.Abs(pi[reference] - next[reference]);
            }

            pi = next;
            initial = round == 0 ? next : initial;
            if (change <= LeastChange || matrix.RowCount <= 1)
            {
                break;
            }
        }

        return new Expectation(initial, pi);
    }

    private static double[] Share(ScoreMatrix matrix, double[] pi, double[] theta)
    {
        var sums = new double[pi.Length];
        var product = new double[pi.Length];
        var (start, references, weights, shares) = (matrix.RowStart, matrix.CellReference, matrix.CellWeight, matrix.Share);
        for (var reference = 0; reference < product.Length; reference++)
        {
            product[reference] = pi[reference] * theta[reference];
        }

        for (var row = 0; row < matrix.RowCount; row++)
        {
            var (from, to) = (start[row], start[row + 1]);
            double sum = 0;
            for (var cell = from; cell < to; cell++)
            {
                shares[cell] = product[references[cell]] * weights[cell];
                sum += shares[cell];
            }

            for (var cell = from; cell < to; cell++)
            {
                shares[cell] = sum == 0 ? 0 : shares[cell] / sum;
                sums[references[cell]] += shares[cell] * matrix.RowWeight[row];
            }
        }

        return sums;
    }
}
