using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Virtool.Data.Mongo;

/// <summary>Writes documents of BSON.</summary>
internal sealed class BsonWriter
{
    private const string DateMark = "$date";

    private byte[] _buffer = new byte[512];
    private int _length;

    public byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    /// <summary>Writes a document.</summary>
    public void Write(Bson document)
    {
        var start = Begin();
        foreach (var (name, value) in document)
        {
            Write(name, value);
        }

        End(start);
    }

    /// <summary>
    /// Writes a document out of its JSON, in which dates are <c>{"$date": milliseconds}</c>, and fields at its end. Whole numbers become
    /// the shortest type that holds them; those with a point or an exponent are doubles.
    /// </summary>
    public void Write(ReadOnlySpan<byte> json, Bson? more = null)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var start = Begin();
        Fields(ref reader);
        foreach (var (name, value) in more ?? [])
        {
            Write(name, value);
        }

        End(start);
    }

    private int Begin()
    {
        Take(sizeof(int));
        return _length - sizeof(int);
    }

    private void End(int start)
    {
        Take(1)[0] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(start), _length - start);
    }

    private void Fields(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            Value(name, ref reader);
        }
    }

    private void Elements(ref Utf8JsonReader reader)
    {
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            Value(i.ToString(CultureInfo.InvariantCulture), ref reader);
        }
    }

    private void Value(string name, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Object(name, ref reader);
                break;
            case JsonTokenType.StartArray:
                Head(BsonType.Array, name);
                var array = Begin();
                Elements(ref reader);
                End(array);
                break;
            case JsonTokenType.Number:
                Number(name, ref reader);
                break;
            case JsonTokenType.String:
                Write(name, reader.GetString());
                break;
            case JsonTokenType.True or JsonTokenType.False:
                Write(name, reader.TokenType == JsonTokenType.True);
                break;
            default:
                Write(name, null);
                break;
        }
    }

    private void Object(string name, ref Utf8JsonReader reader)
    {
        var ahead = reader;
        if (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName && ahead.ValueTextEquals(DateMark) && ahead.Read()
            && ahead.TokenType == JsonTokenType.Number && ahead.TryGetInt64(out var date) && ahead.Read() && ahead.TokenType == JsonTokenType.EndObject)
        {
            Write(name, DateTimeOffset.FromUnixTimeMilliseconds(date));
            reader = ahead;
            return;
        }

        Head(BsonType.Document, name);
        var document = Begin();
        Fields(ref reader);
        End(document);
    }

    private void Number(string name, ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var whole))
        {
            Write(name, whole);
        }
        else
        {
            Write(name, reader.GetDouble());
        }
    }

    private void Write(string name, object? value)
    {
        switch (value)
        {
            case null:
                Head(BsonType.Null, name);
                break;
            case bool truth:
                Head(BsonType.Truth, name);
                Take(1)[0] = truth ? (byte)1 : (byte)0;
                break;
            case int number:
                Whole(name, number);
                break;
            case long number:
                Whole(name, number);
                break;
            case double number:
                Head(BsonType.Double, name);
                BinaryPrimitives.WriteDoubleLittleEndian(Take(sizeof(double)), number);
                break;
            case DateTimeOffset date:
                Head(BsonType.Date, name);
                BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), date.ToUnixTimeMilliseconds());
                break;
            case string text:
                Text(name, text);
                break;
            case Bson document:
                Head(BsonType.Document, name);
                Write(document);
                break;
            case BsonValue encoded:
                Head(encoded.Type, name);
                encoded.Data.Span.CopyTo(Take(encoded.Data.Length));
                break;
            case IEnumerable list:
                List(name, list);
                break;
            default:
                throw new ArgumentException($"{value.GetType().Name} is no value of BSON.", nameof(value));
        }
    }

    private void Whole(string name, long number)
    {
        if (number is >= int.MinValue and <= int.MaxValue)
        {
            Head(BsonType.Int32, name);
            BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), (int)number);
            return;
        }

        Head(BsonType.Int64, name);
        BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), number);
    }

    private void Text(string name, string text)
    {
        Head(BsonType.Text, name);
        var length = Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), length + 1);
        Encoding.UTF8.GetBytes(text, Take(length));
        Take(1)[0] = 0;
    }

    private void List(string name, IEnumerable list)
    {
        Head(BsonType.Array, name);
        var array = Begin();
        var i = 0;
        foreach (var element in list)
        {
            Write(i++.ToString(CultureInfo.InvariantCulture), element);
        }

        End(array);
    }

    private void Head(BsonType type, string name)
    {
        // A name ends at its NUL character: the format has no other end.
        var length = Encoding.UTF8.GetByteCount(name);
        Take(1)[0] = (byte)type;
        Encoding.UTF8.GetBytes(name, Take(length));
        Take(1)[0] = 0;
    }

    private Span<byte> Take(int count)
    {
        if (_length + count > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_length + count, _buffer.Length * 2));
        }

        _length += count;
        return _buffer.AsSpan(_length - count, count);
    }
}
