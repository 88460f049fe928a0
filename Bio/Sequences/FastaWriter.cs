using System.Text;

namespace Virtool.Bio.Sequences;

/// <summary>Writes FASTA with line feeds, each sequence on one line or, if a width is given, folded. The output is not owned.</summary>
public sealed class FastaWriter : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly int _width;

    /// <summary>Writes to a stream.</summary>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="width">Letters a line; 0: all on one.</param>
    public FastaWriter(Stream output, int width = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        _writer = new StreamWriter(output, new UTF8Encoding(false), 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        _width = width;
    }

    /// <summary>Writes a sequence.</summary>
    /// <exception cref="ArgumentException">The header has a line end within it.</exception>
    public void Write(string header, string sequence)
    {
        if (header.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            throw new ArgumentException("A header is one line.", nameof(header));
        }

        _writer.Write('>');
        _writer.WriteLine(header);
        if (_width == 0)
        {
            _writer.WriteLine(sequence);
            return;
        }

        for (var at = 0; at < sequence.Length; at += _width)
        {
            _writer.WriteLine(sequence.AsSpan(at, Math.Min(_width, sequence.Length - at)));
        }
    }

    /// <summary>Hands what is buffered to the output.</summary>
    public void Dispose() => _writer.Dispose();
}
