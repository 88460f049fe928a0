using System.Runtime.InteropServices;

namespace Virtool.Bio.Alignments;

/// <summary>
/// The alignments of many reads to many sequences, in flat lists of integers. What Pathoscope weighs is a pair of a read and a sequence, with
/// the best score among the alignments of that read to that sequence; every alignment is kept with its place besides.
/// </summary>
public sealed class AlignmentTable
{
    private readonly List<int> _pairRead = [];
    private readonly List<int> _pairReference = [];
    private readonly List<int> _pairScore = [];
    private readonly List<int> _pairBest = [];
    private readonly List<int> _pairNext = [];
    private readonly List<int> _alignmentPair = [];
    private readonly List<int> _position = [];
    private readonly List<int> _length = [];
    private readonly List<int> _firstPair = [];
    private readonly List<int> _lastPair = [];
    private readonly List<int> _seenRead = [];
    private readonly List<int> _seenPair = [];
    private int _currentRead = -1;

    private AlignmentTable()
    {
    }

    /// <summary>The reads' names; a read's number is its place here.</summary>
    public NameTable Reads { get; } = new();

    /// <summary>The sequences' names; a sequence's number is its place here.</summary>
    public NameTable References { get; } = new();

    /// <summary>How many pairs of a read and a sequence there are, in order of their first alignments.</summary>
    public int PairCount => _pairRead.Count;

    /// <summary>How many alignments there are.</summary>
    public int AlignmentCount => _position.Count;

    /// <summary>The read of each pair.</summary>
    public ReadOnlySpan<int> PairRead => CollectionsMarshal.AsSpan(_pairRead);

    /// <summary>The sequence of each pair.</summary>
    public ReadOnlySpan<int> PairReference => CollectionsMarshal.AsSpan(_pairReference);

    /// <summary>The best score of each pair (<see cref="SamReader.Score"/>).</summary>
    public ReadOnlySpan<int> PairScore => CollectionsMarshal.AsSpan(_pairScore);

    /// <summary>The alignment of each pair that has its best score; of several, the first.</summary>
    public ReadOnlySpan<int> PairBest => CollectionsMarshal.AsSpan(_pairBest);

    /// <summary>The pair of each alignment.</summary>
    public ReadOnlySpan<int> AlignmentPair => CollectionsMarshal.AsSpan(_alignmentPair);

    /// <summary>The leftmost position of each alignment, from 1.</summary>
    public ReadOnlySpan<int> AlignmentPosition => CollectionsMarshal.AsSpan(_position);

    /// <summary>The read's length of each alignment, clipped ends included.</summary>
    public ReadOnlySpan<int> AlignmentLength => CollectionsMarshal.AsSpan(_length);

    /// <summary>Reads a SAM text.</summary>
    /// <param name="sam">The text; closed at the end.</param>
    /// <param name="leastScore">Alignments below this score are left out.</param>
    /// <param name="cancellationToken">Looked at every 16,384 lines.</param>
    /// <exception cref="InputException">A line is no alignment.</exception>
    public static AlignmentTable Read(Stream sam, double leastScore, CancellationToken cancellationToken)
    {
        using var reader = new SamReader(sam);
        var table = new AlignmentTable();
        while (reader.Read())
        {
            if (reader.Score >= leastScore)
            {
                table.Add(reader);
            }

            if ((reader.Line & 16383) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return table;
    }

    private void Add(SamReader line)
    {
        var read = Reads.Add(line.Name);
        var reference = References.Add(line.Reference);
        if (reference == _seenRead.Count)
        {
            _seenRead.Add(-1);
            _seenPair.Add(-1);
        }

        if (read == _firstPair.Count)
        {
            _firstPair.Add(-1);
            _lastPair.Add(-1);
        }

        if (read != _currentRead)
        {
            Return(read);
        }

        var pair = _seenRead[reference] == read ? _seenPair[reference] : AddPair(read, reference);
        if (line.Score > _pairScore[pair])
        {
            _pairScore[pair] = line.Score;
            _pairBest[pair] = AlignmentCount;
        }

        _alignmentPair.Add(pair);
        _position.Add(line.Position);
        _length.Add(line.Length);
    }

    private int AddPair(int read, int reference)
    {
        var pair = PairCount;
        _pairRead.Add(read);
        _pairReference.Add(reference);
        _pairScore.Add(int.MinValue);
        _pairBest.Add(-1);
        _pairNext.Add(-1);
        if (_firstPair[read] < 0)
        {
            _firstPair[read] = pair;
        }
        else
        {
            _pairNext[_lastPair[read]] = pair;
        }

        _lastPair[read] = pair;
        _seenRead[reference] = read;
        _seenPair[reference] = pair;
        return pair;
    }

    // Aligners write a read's alignments one after another, so that one mark per sequence finds its pair. A read that comes again sets its marks anew.
    private void Return(int read)
    {
        _currentRead = read;
        for (var pair = _firstPair[read]; pair >= 0; pair = _pairNext[pair])
        {
            _seenRead[_pairReference[pair]] = read;
            _seenPair[_pairReference[pair]] = pair;
        }
    }
}
