using System.Text;

namespace Virtool.Bio.Alignments;

/// <summary>
/// What most reads say along a sequence. A base that more than half of the reads over it have stands there; one that they agree on less, or that no
/// read covers, is N. Deletions and insertions that more than half of the reads have are made.
/// </summary>
/// <param name="length">Nucleotides of the sequence.</param>
public sealed class Consensus(int length)
{
    private const string Bases = "ACGT";
    private const int Kinds = 5;
    private const int Deleted = 4;

    private readonly int[] _counts = new int[length * Kinds];
    private readonly Dictionary<int, Dictionary<string, int>> _insertions = [];

    /// <summary>Counts an alignment; what lies outside of the sequence is ignored.</summary>
    public void Add(BamReader alignment)
    {
        var (at, read) = (alignment.Position, 0);
        for (var operation = 0; operation < alignment.OperationCount; operation++)
        {
            var (count, kind) = alignment.Operation(operation);
            switch (kind)
            {
                case 'M' or '=' or 'X':
                    Match(alignment, at, read, count);
                    (at, read) = (at + count, read + count);
                    break;
                case 'I':
                    Insert(alignment, at - 1, read, count);
                    read += count;
                    break;
                case 'D':
                    Delete(at, count);
                    at += count;
                    break;
                case 'N':
                    at += count;
                    break;
                case 'S':
                    read += count;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The sequence.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(length);
        for (var at = 0; at < length; at++)
        {
            Append(text, at);
        }

        return text.ToString();
    }

    private void Append(StringBuilder text, int at)
    {
        var counts = _counts.AsSpan(at * Kinds, Kinds);
        var (total, best) = (0, 0);
        for (var kind = 0; kind < Kinds; kind++)
        {
            total += counts[kind];
            best = counts[kind] > counts[best] ? kind : best;
        }

        if (counts[best] * 2 <= total)
        {
            text.Append('N');
        }
        else if (best != Deleted)
        {
            text.Append(Bases[best]);
        }

        if (_insertions.TryGetValue(at, out var inserted) && inserted.MaxBy(pair => pair.Value) is { } most && most.Value * 2 > total)
        {
            text.Append(most.Key);
        }
    }

    private void Match(BamReader alignment, int at, int read, int count)
    {
        for (var step = 0; step < count; step++)
        {
            if (at + step >= 0 && at + step < length && read + step < alignment.ReadLength && Bases.IndexOf(alignment.Nucleotide(read + step), StringComparison.Ordinal) is >= 0 and var kind)
            {
                _counts[((at + step) * Kinds) + kind]++;
            }
        }
    }

    private void Insert(BamReader alignment, int at, int read, int count)
    {
        if (at < 0 || at >= length || read + count > alignment.ReadLength)
        {
            return;
        }

        var text = string.Create(count, (alignment, read), static (letters, of) =>
        {
            for (var step = 0; step < letters.Length; step++)
            {
                letters[step] = of.alignment.Nucleotide(of.read + step);
            }
        });
        var here = _insertions.TryGetValue(at, out var known) ? known : _insertions[at] = new Dictionary<string, int>(StringComparer.Ordinal);
        here[text] = here.GetValueOrDefault(text) + 1;
    }

    private void Delete(int at, int count)
    {
        for (var step = Math.Max(0, at); step < Math.Min(length, at + count); step++)
        {
            _counts[(step * Kinds) + Deleted]++;
        }
    }
}
