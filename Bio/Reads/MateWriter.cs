using System.Buffers;
using System.Buffers.Text;

namespace Virtool.Bio.Reads;

/// <summary>
/// Writes reads as plain FASTQ in which every name is <c>root/1</c> or <c>root/2</c> and nothing else, so that a program that maps mates as
/// single reads keeps a read as (mate, name), however the sequencer wrote its names. The output is not owned.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="numbered">The root is the read's place in its file, from 0: both mates of a pair have the same, whatever they are called.</param>
public sealed class MateWriter(Stream output, bool numbered = false) : IDisposable
{
    private const int Size = 256 * 1024;
    private readonly byte[] _number = new byte[20];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Size);
    private int _end;

    /// <summary>Writes all reads of one file of a pair.</summary>
    /// <param name="reads">The reads; checked as they are read.</param>
    /// <param name="mate">1 or 2: which file of the pair this is.</param>
    /// <param name="cancellationToken">Looked at every 4,096 reads.</param>
    /// <returns>How many reads were written.</returns>
    /// <exception cref="ReadsException">The reads are not valid; those before were written.</exception>
    public long Write(FastqReader reads, int mate, CancellationToken cancellationToken) => Write(reads, mate, trustNames: false, cancellationToken);

    /// <summary>Writes all reads of a file that stands alone: mate 1, but for those (of interleaved files) whose names say 2.</summary>
    /// <inheritdoc cref="Write(FastqReader, int, CancellationToken)"/>
    public long WriteSingle(FastqReader reads, CancellationToken cancellationToken) => Write(reads, 1, trustNames: true, cancellationToken);

    /// <summary>Writes the reads of one file of a pair that are among the numbered ones.</summary>
    /// <returns>How many reads were written.</returns>
    /// <inheritdoc cref="Write(FastqReader, int, CancellationToken)"/>
    public long Write(FastqReader reads, int mate, NumberedReads kept, CancellationToken cancellationToken)
    {
        var written = 0L;
        while (reads.Read())
        {
            if ((reads.Count & 4095) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (kept.Contains(reads.Count - 1))
            {
                WriteRecord(RootOf(reads), mate, reads.Sequence, reads.Quality);
                written++;
            }
        }

        Flush();
        return written;
    }

    /// <summary>Hands what is buffered to the output.</summary>
    public void Flush()
    {
        output.Write(_buffer.AsSpan(0, _end));
        _end = 0;
        output.Flush();
    }

    /// <summary>Returns the buffer; does not flush.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private long Write(FastqReader reads, int mate, bool trustNames, CancellationToken cancellationToken)
    {
        while (reads.Read())
        {
            if ((reads.Count & 4095) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var name = ReadName.Parse(reads.Name);
            WriteRecord(RootOf(reads), trustNames && name.Mate == 2 ? 2 : mate, reads.Sequence, reads.Quality);
        }

        Flush();
        return reads.Count;
    }

    private ReadOnlySpan<byte> RootOf(FastqReader reads)
    {
        if (!numbered)
        {
            return ReadName.Parse(reads.Name).Root;
        }

        Utf8Formatter.TryFormat(reads.Count - 1, _number, out var length);
        return _number.AsSpan(0, length);
    }

    private void WriteRecord(ReadOnlySpan<byte> root, int mate, ReadOnlySpan<byte> sequence, ReadOnlySpan<byte> quality)
    {
        var needed = root.Length + sequence.Length + quality.Length + 8;
        if (_buffer.Length - _end < needed)
        {
            Flush();
        }

        if (_buffer.Length < needed)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(needed);
        }

        var target = _buffer.AsSpan(_end, needed);
        target[0] = (byte)'@';
        root.CopyTo(target[1..]);
        target = target[(root.Length + 1)..];
        target[0] = (byte)'/';
        target[1] = (byte)('0' + mate);
        target[2] = (byte)'\n';
        sequence.CopyTo(target[3..]);
        target = target[(sequence.Length + 3)..];
        "\n+\n"u8.CopyTo(target);
        quality.CopyTo(target[3..]);
        target[^1] = (byte)'\n';
        _end += needed;
    }
}
