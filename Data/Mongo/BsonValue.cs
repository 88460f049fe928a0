using System.Buffers.Binary;
using System.Text;

namespace Virtool.Data.Mongo;

/// <summary>A value of BSON where it stands in its bytes; nothing is copied. One that is not there has the type <see cref="BsonType.None"/>.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Data">Its bytes, without its name.</param>
internal readonly record struct BsonValue(BsonType Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>A whole document.</summary>
    public static BsonValue Document(ReadOnlyMemory<byte> data) => new(BsonType.Document, data);

    /// <summary>A field of a document, or nothing.</summary>
    public BsonValue this[string name]
    {
        get
        {
            foreach (var (found, value) in Fields())
            {
                if (found == name)
                {
                    return value;
                }
            }

            return default;
        }
    }

    public bool IsNothing => Type is BsonType.None or BsonType.Null or BsonType.Undefined;

    public string? Text => Type == BsonType.Text ? Encoding.UTF8.GetString(Data.Span[sizeof(int)..^1]) : null;

    public bool Truth => Type == BsonType.Truth ? Data.Span[0] != 0 : Number != 0;

    /// <summary>A number or a date (milliseconds since 1970); 0 for all else.</summary>
    public long Whole => Type switch
    {
        BsonType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(Data.Span),
        BsonType.Int64 or BsonType.Date or BsonType.Timestamp => BinaryPrimitives.ReadInt64LittleEndian(Data.Span),
        BsonType.Double => (long)BinaryPrimitives.ReadDoubleLittleEndian(Data.Span),
        _ => 0,
    };

    public double Number => Type == BsonType.Double ? BinaryPrimitives.ReadDoubleLittleEndian(Data.Span) : Whole;

    /// <summary>The elements of an array; none of all else.</summary>
    public IEnumerable<BsonValue> Elements() => Fields().Select(field => field.Value);

    /// <summary>The fields of a document or an array; none of all else.</summary>
    public IEnumerable<(string Name, BsonValue Value)> Fields()
    {
        if (Type is not (BsonType.Document or BsonType.Array))
        {
            yield break;
        }

        var at = sizeof(int);
        while (at < Data.Length - 1)
        {
            var type = (BsonType)Data.Span[at++];
            var length = Data.Span[at..].IndexOf((byte)0);
            var name = Encoding.UTF8.GetString(Data.Span.Slice(at, length));
            at += length + 1;
            var size = Size(type, Data.Span[at..]);
            yield return (name, new BsonValue(type, Data.Slice(at, size)));
            at += size;
        }
    }

    private static int Size(BsonType type, ReadOnlySpan<byte> data) => type switch
    {
        BsonType.Null or BsonType.Undefined => 0,
        BsonType.Truth => 1,
        BsonType.Int32 => sizeof(int),
        BsonType.Double or BsonType.Date or BsonType.Int64 or BsonType.Timestamp => sizeof(long),
        BsonType.ObjectId => 12,
        BsonType.Decimal => 16,
        BsonType.Text => sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(data),
        BsonType.Binary => sizeof(int) + 1 + BinaryPrimitives.ReadInt32LittleEndian(data),
        BsonType.Document or BsonType.Array => BinaryPrimitives.ReadInt32LittleEndian(data),
        _ => throw new FormatException($"A value of BSON's type {(int)type} stands in the database, which no document of ours has."),
    };
}
