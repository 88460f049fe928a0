using System.Globalization;
using System.Text;

namespace Virtool.Benchmarks.Pathoscope;

/// <summary>Alignments as bowtie2 writes them with <c>-k 100</c>: each read fits one to some relatives, which stand beside each other.</summary>
internal static class MadeUpAlignments
{
    private const int ReadLength = 100;
    private const int MostRelatives = 8;

    /// <summary>Writes them.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="count">How many.</param>
    /// <param name="sequences">To so many sequences.</param>
    /// <param name="length">Nucleotides of each sequence.</param>
    public static void Write(string path, int count, int sequences, int length)
    {
        // The same in every run.
#pragma warning disable CA5394
        var random = new Random(20190101);
        using var writer = new StreamWriter(path, append: false, Encoding.ASCII, 1 << 20);
        var (bases, qualities) = (new string('A', ReadLength), new string('I', ReadLength));
        var written = 0;
        for (var read = 0; written < count; read++)
        {
            var first = random.Next(sequences);
            var relatives = Math.Min(1 + random.Next(MostRelatives), count - written);
            var position = 1 + random.Next(length - ReadLength);
            for (var relative = 0; relative < relatives; relative++, written++)
            {
                var score = 200 - (relative == 0 ? 0 : random.Next(40));
                writer.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"HWI-ST1234:100:C0ABCDEFG:1:1101:{read}:1/1\t{(relative == 0 ? 0 : 256)}\tsequence{(first + relative) % sequences}\t{position}\t255\t{ReadLength}M\t*\t0\t0\t{bases}\t{qualities}\tAS:i:{score}\tXN:i:0\tNM:i:0\tMD:Z:100\tYT:Z:UU\n"));
            }
        }
#pragma warning restore CA5394
    }
}
