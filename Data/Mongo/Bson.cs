using System.Collections;

namespace Virtool.Data.Mongo;

/// <summary>
/// A document of BSON to be: names and values in their order. A value is null, a <see cref="bool"/>, <see cref="int"/>, <see cref="long"/>,
/// <see cref="double"/>, <see cref="string"/>, <see cref="DateTimeOffset"/>, another <see cref="Bson"/>, an encoded document
/// (<see cref="BsonValue"/>), or a list of such.
/// </summary>
internal sealed class Bson : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _fields = [];

    /// <summary>Adds a field at the end; only for initializers.</summary>
    public object? this[string name]
    {
        set => _fields.Add(new(name, value));
    }

    public Bson With(string name, object? value)
    {
        _fields.Add(new(name, value));
        return this;
    }

    public int Count => _fields.Count;

    public byte[] Encode()
    {
        var writer = new BsonWriter();
        writer.Write(this);
        return writer.ToArray();
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
