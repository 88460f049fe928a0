using System.IO.Compression;
using System.Security.Cryptography;
using Virtool.Bio.Quality;
using Virtool.Bio.Reads;
using Virtool.Files.Importing;

namespace Virtool.Benchmarks.Reads;

/// <summary>The parts of the import's pass, each alone on the bytes that it gets there: what the pass can at best cost, and where to look.</summary>
internal sealed class PassParts(string path, string folder, int runs)
{
    private const int BufferSize = 128 * 1024;

    private readonly byte[] _packed = File.ReadAllBytes(path);
    private readonly byte[] _buffer = new byte[2 * BufferSize];

    /// <summary>Measures each part; the processor time is the best of the runs, for a million reads.</summary>
    public Table Measure(int reads)
    {
        var plain = Unpack();
        var table = new Table("Part, alone", "CPU s for a million reads");
        Add("Reading and copying, brought to disk", Copy);
        Add("SHA-256", Hash);
        Add("Inflating and CRC-32, strictly", () => Drain(ReadsStream.Open(new MemoryStream(_packed))));
        Add("  the same by the framework, not strictly", () => Drain(new GZipStream(new MemoryStream(_packed), CompressionMode.Decompress)));
        Add("Checking records", () => Read(plain, _ => { }));
        Add("Checking records, with quality", () => ReadWithQuality(plain));
        Add("Checking records, with names", () => ReadWithNames(plain));
        return table;

        void Add(string name, Action part) => table.Add(name, Numbers.Text(Best(part) * 1e6 / reads, 2));
    }

    private double Best(Action part)
    {
        part();
        return Enumerable.Range(0, runs).Min(_ =>
        {
            var before = CpuTime.Own;
            part();
            return CpuTime.Own - before;
        });
    }

    private byte[] Unpack()
    {
        using var unpacked = new MemoryStream();
        using var stream = ReadsStream.Open(new MemoryStream(_packed));
        stream.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private void Copy()
    {
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        using var target = ImportPass.Create(Path.Combine(folder, "part"));
        for (var count = source.Read(_buffer, 0, BufferSize); count > 0; count = source.Read(_buffer, 0, BufferSize))
        {
            target.Write(_buffer, 0, count);
        }

        target.Flush(flushToDisk: true);
    }

    private void Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var at = 0; at < _packed.Length; at += BufferSize)
        {
            hash.AppendData(_packed, at, Math.Min(BufferSize, _packed.Length - at));
        }

        hash.GetHashAndReset();
    }

    private void Drain(Stream stream)
    {
        using (stream)
        {
            while (stream.Read(_buffer) > 0)
            {
            }
        }
    }

    private static void ReadWithQuality(byte[] plain)
    {
        var quality = new QualityMeasure();
        Read(plain, reader => quality.Add(reader.Sequence, reader.Quality));
        quality.Complete();
    }

    private static void ReadWithNames(byte[] plain)
    {
        using var names = new NamesHash();
        Read(plain, reader => names.Add(reader.Name));
        names.Complete();
    }

    private static void Read(byte[] plain, Action<FastqReader> each)
    {
        using var reader = new FastqReader(new MemoryStream(plain));
        while (reader.Read())
        {
            each(reader);
        }
    }
}
