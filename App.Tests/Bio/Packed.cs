using System.IO.Compression;
using System.Text;
using Virtool.Bio.Reads;

namespace Virtool.App.Tests.Bio;

/// <summary>Makes packed files, and reads them back.</summary>
internal static class Packed
{
    public static byte[] Gzip(string text) => Gzip(Encoding.ASCII.GetBytes(text));

    /// <summary>A member without content, which the framework's own stream does not write.</summary>
    public static byte[] Nothing => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] Gzip(byte[] content)
    {
        if (content.Length == 0)
        {
            return Nothing;
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    /// <summary>A member whose content stands in it as it is, but for one byte: its checksum is that of the right one.</summary>
    public static byte[] Plainly(string text, int at, byte wrong)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(Encoding.ASCII.GetBytes(text));
        }

        var file = packed.ToArray();
        file[file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) + at] = wrong;
        return file;
    }

    /// <summary>A member of blocked gzip: its size stands in an extra field.</summary>
    public static byte[] Block(string text)
    {
        var plain = Gzip(text);
        byte[] whole = [.. plain[..3], 4, .. plain[4..10], 6, 0, (byte)'B', (byte)'C', 2, 0, 0, 0, .. plain[10..]];
        whole[16] = (byte)(whole.Length - 1);
        whole[17] = (byte)((whole.Length - 1) >> 8);
        return whole;
    }

    public static byte[] Unpack(byte[] packed, int piece = int.MaxValue)
    {
        using var stream = ReadsStream.Open(new PieceStream(packed, piece));
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The records of a file, each as one line.</summary>
    public static List<string> Records(byte[] file, int piece = int.MaxValue)
    {
        var records = new List<string>();
        using var reader = FastqReader.Open(new PieceStream(file, piece));
        while (reader.Read())
        {
            records.Add($"{Encoding.ASCII.GetString(reader.Name)}|{Encoding.ASCII.GetString(reader.Sequence)}|{Encoding.ASCII.GetString(reader.Quality)}");
        }

        return records;
    }

    /// <summary>Fixed pseudo-random FASTQ.</summary>
    public static string Fastq(int count, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var length = random.Next(30, 151);
            text.Append('@').Append("read").Append(i).Append('\n');
            Append("ACGTN", length);
            text.Append("\n+\n");
            Append("#,:FI", length);
            text.Append('\n');
        }

        return text.ToString();

        void Append(string letters, int length)
        {
            for (var i = 0; i < length; i++)
            {
                text.Append(letters[random.Next(letters.Length)]);
            }
        }
    }
}
