using System.Buffers;
using System.Buffers.Text;

namespace Virtool.Bio.Alignments;

/// <summary>
/// Reads the alignments of a SAM text, one by one. Lines that start with <c>@</c> or <c>#</c>, unmapped reads (flag 0x4) and reads without a
/// reference (<c>*</c>) are passed over. Allocates nothing per line; the spans hold until the next <see cref="Read"/>.
/// </summary>
public sealed class SamReader : IDisposable
{
    private const int FirstSize = 256 * 1024;
    private const int Fields = 11;
    private const int Unmapped = 4;

    private readonly Stream _stream;
    private readonly int[] _tabs = new int[Fields];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _start;
    private int _end;
    private int _lineStart;
    private int _lineLength;
    private bool _ended;

    /// <summary>Reads plain SAM. Owns the stream.</summary>
    public SamReader(Stream stream) => _stream = stream;

    /// <summary>The read's name as it stands in the SAM.</summary>
    public ReadOnlySpan<byte> Name => Field(0);

    /// <summary>The flags of the alignment.</summary>
    public int Flag { get; private set; }

    /// <summary>What stands in the line behind the name of the sequence, from the tabulator on.</summary>
    public ReadOnlySpan<byte> AfterReference => _buffer.AsSpan(_lineStart + _tabs[2], _lineLength - _tabs[2]);

    /// <summary>The name of the sequence it is aligned to.</summary>
    public ReadOnlySpan<byte> Reference => Field(2);

    /// <summary>The leftmost aligned position, from 1.</summary>
    public int Position { get; private set; }

    /// <summary>How the read is aligned: CIGAR.</summary>
    public ReadOnlySpan<byte> Cigar => Field(5);

    /// <summary>Length of the read in nucleotides, clipped ones included.</summary>
    public int Length { get; private set; }

    /// <summary>The aligner's score (<c>AS:i</c>) plus the read's length: Pathoscope's score of an alignment.</summary>
    public int Score { get; private set; }

    /// <summary>The line's number, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Goes to the next alignment.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="InputException">A line is no alignment, or has no <c>AS:i</c>.</exception>
    public bool Read()
    {
        while (NextLine())
        {
            if (_lineLength == 0 || _buffer[_lineStart] is (byte)'@' or (byte)'#')
            {
                continue;
            }

            FindFields();
            Flag = Number(1, "flag");
            if ((Flag & Unmapped) != 0 || Reference.SequenceEqual("*"u8))
            {
                continue;
            }

            Position = Number(3, "position");
            Length = SequenceLength();
            Score = AlignerScore() + Length;
            return true;
        }

        return false;
    }

    /// <summary>Returns the buffer and closes the stream.</summary>
    public void Dispose()
    {
        if (_buffer.Length == 0)
        {
            return;
        }

        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _stream.Dispose();
    }

    private ReadOnlySpan<byte> Field(int index)
    {
        var from = index == 0 ? 0 : _tabs[index - 1] + 1;
        return _buffer.AsSpan(_lineStart + from, _tabs[index] - from);
    }

    private void FindFields()
    {
        var line = _buffer.AsSpan(_lineStart, _lineLength);
        var from = 0;
        for (var field = 0; field < Fields; field++)
        {
            var length = line[from..].IndexOf((byte)'\t');
            if (length < 0 && field < Fields - 1)
            {
                throw new InputException(Line, "this is no SAM alignment: it has fewer than 11 columns.");
            }

            _tabs[field] = length < 0 ? line.Length : from + length;
            from = _tabs[field] + 1;
        }
    }

    private int Number(int field, string name) =>
        Utf8Parser.TryParse(Field(field), out int value, out var used) && used == Field(field).Length
            ? value
            : throw new InputException(Line, $"the {name} of the alignment is no number.");

    /// <summary>The length of SEQ; aligners may leave it out (<c>*</c>) of further alignments of a read, and then CIGAR tells it.</summary>
    private int SequenceLength()
    {
        var sequence = Field(9);
        if (!sequence.SequenceEqual("*"u8))
        {
            return sequence.Length;
        }

        var length = 0;
        var number = 0;
        foreach (var value in Field(5))
        {
            if (value is >= (byte)'0' and <= (byte)'9')
            {
                number = (number * 10) + value - '0';
                continue;
            }

            length += value is (byte)'M' or (byte)'I' or (byte)'S' or (byte)'=' or (byte)'X' ? number : 0;
            number = 0;
        }

        return length > 0
            ? length
            : throw new InputException(Line, "the alignment has neither a sequence nor a CIGAR that tells its length.");
    }

    private int AlignerScore()
    {
        var from = _tabs[Fields - 1];
        var tags = _buffer.AsSpan(_lineStart + from, _lineLength - from);
        var at = tags.IndexOf("\tAS:i:"u8);
        return at >= 0 && Utf8Parser.TryParse(tags[(at + 6)..], out int score, out _)
            ? score
            : throw new InputException(Line, "the alignment has no score (AS:i). Only alignments of programs that write it, such as bowtie2, can be read.");
    }

    private bool NextLine()
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length < 0 && !_ended)
            {
                Fill();
                continue;
            }

            if (length < 0 && _start == _end)
            {
                return false;
            }

            Line++;
            _lineStart = _start;
            _lineLength = length < 0 ? _end - _start : length;
            _start = length < 0 ? _end : _start + length + 1;
            if (_lineLength > 0 && _buffer[_lineStart + _lineLength - 1] == '\r')
            {
                _lineLength--;
            }

            return true;
        }
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(checked(_buffer.Length * 2));
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var read = _stream.Read(_buffer.AsSpan(_end));
        _ended = read == 0;
        _end += read;
    }
}
