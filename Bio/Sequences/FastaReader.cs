using System.Globalization;
using System.Text;
using Virtool.Bio.Reads;

namespace Virtool.Bio.Sequences;

/// <summary>Reads FASTA, packed or plain, one sequence after another. Sequences may hold the IUPAC letters of nucleotides, gaps (<c>-</c>), and, of proteins, any letter and <c>*</c>.</summary>
public sealed class FastaReader : IDisposable
{
    private readonly BoundedLines _lines;
    private readonly int _longest;
    private string? _header;
    private long _headerLine;

    /// <summary>Opens a file. Owns the stream.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="longest">Most characters of a line, and of a sequence.</param>
    /// <exception cref="ReadsException">The file has 0 bytes.</exception>
    public FastaReader(Stream stream, int longest = int.MaxValue)
    {
        _longest = longest;
        _lines = new BoundedLines(ReadsStream.Open(stream), longest);
    }

    /// <summary>The line of the header of the sequence that was read last, from 1.</summary>
    public long HeaderLine { get; private set; }

    /// <summary>All sequences of a file, read as they are asked for.</summary>
    /// <exception cref="InputException">The file is no FASTA, or cannot be unpacked.</exception>
    public static IEnumerable<FastaRecord> ReadAll(Stream stream)
    {
        using var reader = new FastaReader(stream);
        while (reader.Read() is { } record)
        {
            yield return record;
        }
    }

    /// <summary>The next sequence; null at the end.</summary>
    /// <exception cref="InputException">The file is no FASTA, or cannot be unpacked.</exception>
    public FastaRecord? Read()
    {
        var sequence = new StringBuilder();
        while (NextLine() is { } line)
        {
            if (line.StartsWith('>'))
            {
                var header = _header;
                HeaderLine = _headerLine;
                _header = CheckHeader(line);
                _headerLine = _lines.Number;
                if (header is not null)
                {
                    return new FastaRecord(header, sequence.ToString());
                }

                continue;
            }

            if (sequence.Length > _longest - line.Length)
            {
                throw new InputException(_headerLine, string.Create(CultureInfo.InvariantCulture, $"the sequence is longer than {_longest:N0} letters."));
            }

            sequence.Append(CheckLetters(line));
        }

        if (_header is null)
        {
            return null;
        }

        HeaderLine = _headerLine;
        var last = new FastaRecord(_header, sequence.ToString());
        _header = null;
        return last;
    }

    /// <summary>Closes the stream.</summary>
    public void Dispose() => _lines.Dispose();

    private string? NextLine()
    {
        while (_lines.Next() is { } line)
        {
            var text = line.TrimEnd();
            if (text.Length > 0)
            {
                return text;
            }
        }

        return null;
    }

    private string CheckHeader(string line) => line.Length > 1 && !char.IsWhiteSpace(line[1])
        ? line[1..]
        : throw new InputException(_lines.Number, "the sequence has no name behind its >.");

    private string CheckLetters(string line)
    {
        if (_header is null)
        {
            throw new InputException(_lines.Number, "the file does not start with >, so it is not FASTA.");
        }

        foreach (var (at, letter) in line.Index())
        {
            if (!char.IsAsciiLetter(letter) && letter is not ('-' or '*' or '.'))
            {
                throw new InputException(_lines.Number, string.Create(CultureInfo.InvariantCulture, $"the character at position {at + 1} is no letter of a sequence."));
            }
        }

        return line;
    }
}
