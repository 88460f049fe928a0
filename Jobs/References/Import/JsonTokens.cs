using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Virtool.Bio;

namespace Virtool.Jobs.References.Import;

/// <summary>
/// Reads JSON of any size piece by piece: it holds no more of it than the longest single value, and refuses what is nested deeper, or a value that
/// is larger, than any reference has. Owns the stream.
/// </summary>
/// <param name="stream">The unpacked text, as UTF-8.</param>
/// <param name="cancellation">Looked at with every piece.</param>
internal sealed class JsonTokens(Stream stream, CancellationToken cancellation) : IDisposable
{
    /// <summary>How deep values may be nested; a reference is nested seven deep.</summary>
    public const int Deepest = 24;

    /// <summary>The bytes of the largest value.</summary>
    public const int LargestValue = 16 << 20;

    /// <summary>The bytes of the largest file, unpacked.</summary>
    public const long LargestFile = 4L << 30;

    private const int Piece = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Piece);
    private int _start;
    private int _end;
    private int _tokenStart;
    private int _tokenLength;
    private bool _escaped;
    private bool _final;
    private long _read;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = Deepest + 8 });

    /// <summary>What stands here.</summary>
    public JsonTokenType Type { get; private set; }

    /// <summary>How many objects and lists are open around it.</summary>
    public int Depth { get; private set; }

    /// <summary>The letters of a text without escapes, or the digits of a number.</summary>
    public ReadOnlySpan<byte> Raw => Type is JsonTokenType.String or JsonTokenType.PropertyName
        ? _buffer.AsSpan(_tokenStart + 1, _tokenLength - 2)
        : _buffer.AsSpan(_tokenStart, _tokenLength);

    /// <summary><see cref="Raw"/> has escapes, so it is not the text itself.</summary>
    public bool Escaped => _escaped;

    /// <summary>The text that stands here.</summary>
    /// <exception cref="InputException">It is no UTF-8.</exception>
    public string Text()
    {
        try
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_tokenStart, _tokenLength));
            reader.Read();
            return reader.GetString() ?? "";
        }
        catch (Exception exception) when (exception is InvalidOperationException or JsonException)
        {
            throw new InputException("A text of the file is not written in UTF-8. Save the file as UTF-8.", exception);
        }
    }

    /// <summary>Goes on to the next token; false at the end.</summary>
    /// <exception cref="InputException">It is no JSON, ends too early, or is beyond a limit.</exception>
    public bool Next()
    {
        while (true)
        {
            if (TryNext())
            {
                return true;
            }

            if (_final)
            {
                return Last();
            }

            Fill();
        }
    }

    /// <summary>Goes to the end of the value that starts here.</summary>
    public void Skip()
    {
        if (Type == JsonTokenType.PropertyName)
        {
            Demand();
        }

        if (Type is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        for (var depth = Depth; ;)
        {
            Demand();
            if (Type is (JsonTokenType.EndObject or JsonTokenType.EndArray) && Depth == depth)
            {
                return;
            }
        }
    }

    /// <summary>Goes on to the next token, which has to be there.</summary>
    public void Demand()
    {
        if (!Next())
        {
            throw Cut();
        }
    }

    /// <summary>Within an object: goes on to the value of its next field; null at its end.</summary>
    public string? NextField()
    {
        Demand();
        if (Type == JsonTokenType.EndObject)
        {
            return null;
        }

        var name = Text();
        Demand();
        return name;
    }

    /// <summary>Within a list: goes on to its next element; false at its end.</summary>
    public bool NextElement()
    {
        Demand();
        return Type != JsonTokenType.EndArray;
    }

    /// <summary>Closes the stream.</summary>
    public void Dispose()
    {
        stream.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private bool TryNext()
    {
        try
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), isFinalBlock: false, _state);
            return Take(ref reader);
        }
        catch (JsonException exception)
        {
            throw Wrong(exception);
        }
    }

    // What is wrong only because nothing follows was cut off.
    private bool Last()
    {
        try
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), isFinalBlock: true, _state);
            return Take(ref reader);
        }
        catch (JsonException)
        {
            throw Cut();
        }
    }

    private bool Take(ref Utf8JsonReader reader)
    {
        var found = reader.Read();
        if (found)
        {
            Type = reader.TokenType;
            Depth = reader.CurrentDepth;
            _escaped = reader.ValueIsEscaped;
            _tokenStart = _start + (int)reader.TokenStartIndex;
            _tokenLength = reader.ValueSpan.Length + (Type is JsonTokenType.String or JsonTokenType.PropertyName ? 2 : 0);
            if (Depth > Deepest)
            {
                throw new InputException($"The file nests brackets and braces more than {Deepest} deep, so it is no reference.");
            }
        }

        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        return found;
    }

    private void Fill()
    {
        cancellation.ThrowIfCancellationRequested();
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        else if (_end == _buffer.Length)
        {
            Grow();
        }

        var count = stream.Read(_buffer.AsSpan(_end));
        _final = count == 0;
        _end += count;
        _read += count;
        if (_read == count)
        {
            PassByteOrderMark();
        }

        if (_read > LargestFile)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"Unpacked, the file has more than {LargestFile:N0} bytes, which no reference has."));
        }
    }

    private void PassByteOrderMark()
    {
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
        {
            _start = 3;
        }
    }

    private void Grow()
    {
        if (_buffer.Length > LargestValue)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"One value of the file has more than {LargestValue:N0} bytes, so it is no reference."));
        }

        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private static InputException Wrong(JsonException exception) => new(
        (exception.LineNumber ?? 0) + 1,
        string.Create(CultureInfo.InvariantCulture, $"this is no JSON from byte {(exception.BytePositionInLine ?? 0) + 1} of the line on. Save the file again from its source."));

    private InputException Cut() => new(_read == 0 ? "The file is empty. Copy it again." : "The file ends too early: its last part is missing. Copy it again.");
}
