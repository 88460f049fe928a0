namespace Virtool.Bio.Reads;

/// <summary>Opens files that may be packed.</summary>
public static class ReadsStream
{
    /// <summary>
    /// The plain bytes of a file: gzip is told by its first bytes (1f 8b), whatever the file is called, and unpacked strictly.
    /// Every read of the result may throw a <see cref="ReadsException"/>. A gzip without content gives an empty stream.
    /// </summary>
    /// <param name="stream">The file; the result owns it.</param>
    /// <exception cref="ReadsException">The file has 0 bytes (<see cref="ReadsFault.EndsTooEarly"/>).</exception>
    public static Stream Open(Stream stream)
    {
        var start = new byte[2];
        var count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (count == 0)
        {
            throw new ReadsException(ReadsFault.EndsTooEarly, "The file is empty: it has 0 bytes. It may still be being copied; otherwise copy it again.");
        }

        var whole = new PrefixedStream(start.AsMemory(0, count), stream);
        var packed = start[0] == 0x1F && (count == 1 || start[1] == 0x8B);
        return packed ? new GunzipStream(whole) : whole;
    }
}
