using System.Buffers.Binary;
using System.Globalization;

namespace Virtool.Bio.Reads;

/// <summary>
/// A digest of the roots of all names of a file, in their order. Both files of a pair have the same, so that they can be compared after each
/// was read alone. It finds mistakes, not malice.
/// </summary>
public sealed class NamesDigest
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state = Golden;

    /// <summary>The digest of what was added, as 16 hexadecimal digits.</summary>
    public string Value => _state.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Adds a name line, given without its <c>@</c>.</summary>
    public void Add(ReadOnlySpan<byte> name)
    {
        var root = ReadName.Parse(name).Root;
        var state = Mix(_state ^ (uint)root.Length);
        while (root.Length >= 8)
        {
            state = Mix(state ^ BinaryPrimitives.ReadUInt64LittleEndian(root));
            root = root[8..];
        }

        var rest = 0UL;
        foreach (var value in root)
        {
            rest = (rest << 8) | value;
        }

        _state = Mix(state ^ rest);
    }

    // One round of splitmix64 (Steele, Lea and Flood, OOPSLA 2014).
    private static ulong Mix(ulong value)
    {
        value += Golden;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
