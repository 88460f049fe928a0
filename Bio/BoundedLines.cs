using System.Globalization;
using System.Text;

namespace Virtool.Bio;

/// <summary>The lines of a text, none longer than a limit, so that a file without line ends takes no more memory than that. Owns the stream.</summary>
internal sealed class BoundedLines(Stream stream, int longest) : IDisposable
{
    private readonly StreamReader _reader = new(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024);
    private readonly StringBuilder _line = new();
    private readonly char[] _buffer = new char[16 * 1024];
    private int _at;
    private int _count;

    /// <summary>The number of the line that was given last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line without its end; null behind the last.</summary>
    /// <exception cref="InputException">It is too long, or the file cannot be unpacked.</exception>
    public string? Next()
    {
        _line.Clear();
        while (_at < _count || Fill())
        {
            var rest = _buffer.AsSpan(_at, _count - _at);
            var end = rest.IndexOf('\n');
            _line.Append(end < 0 ? rest : rest[..end]);
            _at += end < 0 ? rest.Length : end + 1;
            if (_line.Length > longest)
            {
                throw new InputException(Number + 1, string.Create(CultureInfo.InvariantCulture, $"the line is longer than {longest:N0} characters, which no line of such a file is."));
            }

            if (end >= 0)
            {
                return Taken();
            }
        }

        return _line.Length > 0 ? Taken() : null;
    }

    /// <summary>Closes the stream.</summary>
    public void Dispose() => _reader.Dispose();

    private string Taken()
    {
        Number++;
        return _line is [.., '\r'] ? _line.ToString(0, _line.Length - 1) : _line.ToString();
    }

    private bool Fill()
    {
        _at = 0;
        _count = _reader.Read(_buffer);
        return _count > 0;
    }
}
