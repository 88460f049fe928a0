using System.Buffers.Binary;
using System.Text;

namespace Virtool.Bio.Alignments;

/// <summary>Numbers names, from 0 in order of their first appearance. Takes about 20 bytes a name beside its text.</summary>
public sealed class NameTable
{
    private const int ChunkSize = 1024 * 1024;

    private readonly List<byte[]> _chunks = [];
    private readonly List<(int Chunk, int Start, int Length)> _names = [];
    private readonly List<uint> _hashes = [];
    private int[] _slots = new int[1024];
    private int _used = ChunkSize;

    /// <summary>How many names there are.</summary>
    public int Count => _names.Count;

    /// <summary>A name by its number.</summary>
    public string this[int index] => Encoding.UTF8.GetString(Bytes(index));

    /// <summary>The number of a name, which it gets where it has none.</summary>
    public int Add(ReadOnlySpan<byte> name)
    {
        var hash = Hash(name);
        var slot = FindSlot(name, hash);
        if (_slots[slot] > 0)
        {
            return _slots[slot] - 1;
        }

        Store(name);
        _hashes.Add(hash);
        _slots[slot] = Count;
        if (Count * 2 > _slots.Length)
        {
            Grow();
        }

        return Count - 1;
    }

    /// <summary>The number of a name; -1 where it has none.</summary>
    public int Find(ReadOnlySpan<byte> name) => _slots[FindSlot(name, Hash(name))] - 1;

    private ReadOnlySpan<byte> Bytes(int index)
    {
        var (chunk, start, length) = _names[index];
        return _chunks[chunk].AsSpan(start, length);
    }

    private int FindSlot(ReadOnlySpan<byte> name, uint hash)
    {
        var mask = _slots.Length - 1;
        var slot = (int)hash & mask;
        while (_slots[slot] > 0 && !(_hashes[_slots[slot] - 1] == hash && Bytes(_slots[slot] - 1).SequenceEqual(name)))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Store(ReadOnlySpan<byte> name)
    {
        if (_used + name.Length > ChunkSize)
        {
            _chunks.Add(new byte[Math.Max(ChunkSize, name.Length)]);
            _used = 0;
        }

        name.CopyTo(_chunks[^1].AsSpan(_used));
        _names.Add((_chunks.Count - 1, _used, name.Length));
        _used += name.Length;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var index = 0; index < _hashes.Count; index++)
        {
            var slot = (int)_hashes[index] & mask;
            while (_slots[slot] > 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = index + 1;
        }
    }

    // Multiply and fold, eight bytes a step; the constants are odd fractions of the golden ratio, as in splitmix64.
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        var hash = (ulong)name.Length * 0x9E3779B97F4A7C15;
        while (name.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name));
            name = name[8..];
        }

        var rest = 0UL;
        foreach (var value in name)
        {
            rest = (rest << 8) | value;
        }

        hash = Mix(hash ^ rest);
        return (uint)(hash ^ (hash >> 32));
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        return value ^ (value >> 31);
    }
}
