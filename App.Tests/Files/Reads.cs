using System.IO.Compression;
using System.Text;

namespace Virtool.App.Tests.Files;

/// <summary>Makes files of reads.</summary>
internal static class Reads
{
    /// <summary>FASTQ of so many reads; the same seed and number give the same bytes, and mates of one seed the same names.</summary>
    public static string Fastq(int count, string seed, string comment = "", int length = 40)
    {
        var random = new Random(string.GetHashCode(seed + comment, StringComparison.Ordinal));
        var text = new StringBuilder();
        for (var number = 0; number < count; number++)
        {
            text.Append('@').Append(seed).Append('.').Append(number).Append(comment).Append('\n');
            text.Append(random.GetItems<char>("ACGT", length)).Append("\n+\n");
            text.Append(random.GetItems<char>("#5:?DFHI", length)).Append('\n');
        }

        return text.ToString();
    }

    public static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.ASCII.GetBytes(text));
        }

        return packed.ToArray();
    }

    public static void WriteText(string path, string text) => File.WriteAllText(path, text);

    public static void WriteBytes(string path, byte[] bytes) => File.WriteAllBytes(path, bytes);

    public static string Text(string path) => File.ReadAllText(path);

    public static byte[] Bytes(string path) => File.ReadAllBytes(path);

    /// <summary>Adds bytes, as a copy that goes on.</summary>
    public static void Append(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write(bytes);
    }

    public static void WriteGzip(string path, string text) => File.WriteAllBytes(path, Gzip(text));

    public static string Unzip(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    /// <summary>The same content of no bytes that every empty negative control has: a whole gzip without a read.</summary>
    public static byte[] EmptyGzip { get; } = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
}
