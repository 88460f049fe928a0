using System.Buffers;
using System.Globalization;

namespace Virtool.Bio.Reads;

/// <summary>
/// Reads FASTQ record by record and checks each: a name behind <c>@</c>, a sequence of IUPAC letters, a line with <c>+</c>, as many quality
/// characters (33 to 126) as letters. Four lines a record; CRLF is accepted, the last line end may be missing, blank lines may follow the last record.
/// Allocates nothing per record; the spans hold until the next <see cref="Read"/>.
/// </summary>
public sealed class FastqReader : IDisposable
{
    private const int FirstSize = 256 * 1024;
    private const int LargestRecord = 512 * 1024 * 1024;
    private const byte LowestQuality = 33;
    private const byte HighestQuality = 126;

    private static readonly SearchValues<byte> Letters = SearchValues.Create("ACGTUNRYSWKMBDHVacgtunryswkmbdhv."u8);

    private readonly Stream _stream;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _start;
    private int _end;
    private bool _ended;
    private Range _name;
    private Range _sequence;
    private Range _quality;

    /// <summary>Reads plain FASTQ; for what may be packed see <see cref="Open"/>. Owns the stream.</summary>
    public FastqReader(Stream stream) => _stream = stream;

    /// <summary>Reads FASTQ, packed or plain (<see cref="ReadsStream.Open"/>). Owns the stream.</summary>
    /// <exception cref="ReadsException">The file has 0 bytes.</exception>
    public static FastqReader Open(Stream stream) => new(ReadsStream.Open(stream));

    /// <summary>The whole name line without its <c>@</c>, comment included.</summary>
    public ReadOnlySpan<byte> Name => _buffer.AsSpan(_name);

    /// <summary>The letters of the read.</summary>
    public ReadOnlySpan<byte> Sequence => _buffer.AsSpan(_sequence);

    /// <summary>The quality characters, as many as letters.</summary>
    public ReadOnlySpan<byte> Quality => _buffer.AsSpan(_quality);

    /// <summary>How many records were read.</summary>
    public long Count { get; private set; }

    /// <summary>Goes to the next record.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="ReadsException">The record is not valid, or the file ends within it.</exception>
    public bool Read()
    {
        while (true)
        {
            if (TryTake())
            {
                Count++;
                return true;
            }

            if (_ended)
            {
                return TakeLast();
            }

            Fill();
        }
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

    private bool TryTake()
    {
        var data = _buffer.AsSpan(_start, _end - _start);
        var first = data.IndexOf((byte)'\n');
        if (first < 0)
        {
            return false;
        }

        var second = IndexOf(data, first + 1);
        if (second < 0)
        {
            return false;
        }

        var third = IndexOf(data, second + 1);
        if (third < 0)
        {
            return false;
        }

        var fourth = IndexOf(data, third + 1);
        if (fourth < 0)
        {
            return false;
        }

        Take(first, second, third, fourth, cut: false);
        _start += fourth + 1;
        return true;
    }

    private static int IndexOf(ReadOnlySpan<byte> data, int from)
    {
        var index = data[from..].IndexOf((byte)'\n');
        return index < 0 ? -1 : from + index;
    }

    /// <summary>Checks the record whose line ends are given, relative to the start, and points to its parts.</summary>
    private void Take(int first, int second, int third, int fourth, bool cut)
    {
        var line = (4 * Count) + 1;
        _name = CheckName(Line(0, first), line);
        _sequence = CheckSequence(Line(first + 1, second), line + 1);
        CheckSeparator(Line(second + 1, third), line + 2);
        _quality = CheckQuality(Line(third + 1, fourth), Sequence.Length, line + 3, cut);
    }

    private Range Line(int from, int to)
    {
        from += _start;
        to += _start;
        if (to > from && _buffer[to - 1] == '\r')
        {
            to--;
        }

        return from..to;
    }

    private Range CheckName(Range range, long line)
    {
        var text = _buffer.AsSpan(range);
        if (text.IsEmpty || text[0] != '@')
        {
            throw Damaged(line, Count == 0
                ? "the file does not start with @, so it is not FASTQ. Only FASTQ files, plain or packed with gzip, can be read."
                : "a record should start here with @. Copy the file again from its source.");
        }

        return text.Length > 1
            ? (range.Start.Value + 1)..range.End.Value
            : throw Damaged(line, "the read has no name behind its @.");
    }

    private Range CheckSequence(Range range, long line)
    {
        var wrong = _buffer.AsSpan(range).IndexOfAnyExcept(Letters);
        return wrong < 0
            ? range
            : throw Damaged(line, $"{Show(_buffer[range.Start.Value + wrong])} at position {(wrong + 1).ToString(CultureInfo.InvariantCulture)} is no letter of a nucleotide.");
    }

    private void CheckSeparator(Range range, long line)
    {
        var text = _buffer.AsSpan(range);
        if (text.IsEmpty || text[0] != '+')
        {
            throw Damaged(line, "the third line of a record should start with +. Records must have four lines each.");
        }
    }

    private Range CheckQuality(Range range, int length, long line, bool cut)
    {
        var text = _buffer.AsSpan(range);
        var wrong = text.IndexOfAnyExceptInRange(LowestQuality, HighestQuality);
        if (wrong >= 0)
        {
            throw Damaged(line, $"{Show(text[wrong])} at position {(wrong + 1).ToString(CultureInfo.InvariantCulture)} is no quality character.");
        }

        if (text.Length == length)
        {
            return range;
        }

        throw cut && text.Length < length
            ? TooEarly(line)
            : Damaged(line, string.Create(CultureInfo.InvariantCulture, $"the read has {length} letters, but {text.Length} quality characters; there must be equally many."));
    }

    /// <summary>What stands behind the last record that has all its line ends: nothing, blank lines, a record without the last line end, or part of a record.</summary>
    private bool TakeLast()
    {
        var data = _buffer.AsSpan(_start, _end - _start);
        if (data.IndexOfAnyExcept((byte)'\r', (byte)'\n') < 0)
        {
            return false;
        }

        Span<int> ends = stackalloc int[3];
        var found = 0;
        var from = 0;
        while (found < 3 && IndexOf(data, from) is >= 0 and var end)
        {
            ends[found++] = end;
            from = end + 1;
        }

        if (found < 3)
        {
            throw Incomplete(ends[..found], data.Length);
        }

        Take(ends[0], ends[1], ends[2], data.Length, cut: true);
        _start = _end;
        Count++;
        return true;
    }

    /// <summary>The parts that are there are checked, so that a file that is no FASTQ is not taken for one that is still being copied.</summary>
    private ReadsException Incomplete(ReadOnlySpan<int> ends, int length)
    {
        var line = (4 * Count) + 1;
        if (_buffer[_start] != '@' || ends.Length > 0)
        {
            CheckName(Line(0, ends.Length > 0 ? ends[0] : length), line);
        }

        if (ends.Length > 0)
        {
            CheckSequence(Line(ends[0] + 1, ends.Length > 1 ? ends[1] : length), line + 1);
        }

        if (ends.Length > 1 && length > ends[1] + 1)
        {
            CheckSeparator(Line(ends[1] + 1, length), line + 2);
        }

        return TooEarly(line + ends.Length);
    }

    private static ReadsException TooEarly(long line) =>
        new(ReadsFault.EndsTooEarly, line, "the file ends here, within a record. It may still be being copied; otherwise copy it again.");

    private static string Show(byte value) =>
        value is > 32 and < 127 ? $"\"{(char)value}\"" : string.Create(CultureInfo.InvariantCulture, $"The byte {value}");

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Grow();
        }

        var read = Unpack(_buffer.AsSpan(_end));
        _ended = read == 0;
        _end += read;
    }

    private int Unpack(Span<byte> buffer)
    {
        try
        {
            return _stream.Read(buffer);
        }
        catch (ReadsException exception) when (exception.Line is null)
        {
            // On this line ends what could be unpacked.
            var line = (4 * Count) + 1 + _buffer.AsSpan(_start, _end - _start).Count((byte)'\n');
            throw new ReadsException(exception.Fault, exception.Message, exception) { Byte = exception.Byte, Line = line };
        }
    }

    /// <summary>Something is wrong on a line. Where its packed data turns out to break there, it is told from which byte on.</summary>
    private ReadsException Damaged(long line, string message) =>
        new(ReadsFault.Damaged, line, message) { Byte = (_stream as GunzipStream)?.FindBreak() };

    private void Grow()
    {
        if (_buffer[0] != '@')
        {
            CheckName(0..Math.Min(_end, 1), (4 * Count) + 1);
        }

        if (_buffer.Length >= LargestRecord)
        {
            throw Damaged((4 * Count) + 1, "the record is longer than 512 MB, so this is no file of reads.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
