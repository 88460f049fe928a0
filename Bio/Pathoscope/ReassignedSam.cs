using System.Buffers.Text;
using System.Text;
using Virtool.Bio.Alignments;

namespace Virtool.Bio.Pathoscope;

/// <summary>
/// Writes the alignments that were kept after reassignment as SAM with a header. Each read has one primary alignment, to the sequence that it was
/// given to above all; others of it are marked as secondary.
/// </summary>
public static class ReassignedSam
{
    private const int SecondaryFlag = 0x100;

    /// <summary>Writes the alignments to the sequences of the report, and to those that reassignment removed.</summary>
    /// <param name="sam">The same text that the result was made of; closed at the end.</param>
    /// <param name="result">What Pathoscope found in it.</param>
    /// <param name="lengths">Length of every candidate sequence in nucleotides, by name.</param>
    /// <param name="names">What sequences are to be called, by their names in the SAM; those without one keep theirs.</param>
    /// <param name="output">Where to; not owned.</param>
    /// <param name="cancellationToken">Looked at every 16,384 lines.</param>
    /// <exception cref="InputException">The text is no SAM, or another than the result was made of.</exception>
    public static void Write(
        Stream sam, PathoscopeResult result, IReadOnlyDictionary<string, int> lengths, IReadOnlyDictionary<string, string> names, Stream output, CancellationToken cancellationToken)
    {
        using var reader = new SamReader(sam);
        var table = new NameTable();
        var written = new List<byte[]>();
        Line(output, "@HD\tVN:1.6\tSO:unsorted");
        foreach (var id in result.Hits.Concat(result.Removed).Select(hit => hit.Id))
        {
            var name = names.GetValueOrDefault(id, id);
            Line(output, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"@SQ\tSN:{name}\tLN:{lengths[id]}"));
            table.Add(Encoding.UTF8.GetBytes(id));
            written.Add(Encoding.UTF8.GetBytes(name));
        }

        var alignment = -1;
        while (reader.Read())
        {
            if ((reader.Line & 16383) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (reader.Score < PathoscopeAnalysis.LeastScore)
            {
                continue;
            }

            alignment++;
            if (alignment >= result.Fates.Count && result.Fates.Count > 0)
            {
                throw new InputException(reader.Line, "the alignments are not those that the result was made of.");
            }

            if (result.Fates.Count > 0 && result.Fates[alignment] is var fate && fate != AlignmentFate.LeftOut && table.Find(reader.Reference) is >= 0 and var reference)
            {
                Line(output, reader, fate, written[reference]);
            }
        }
    }

    private static void Line(Stream output, string text)
    {
        output.Write(Encoding.UTF8.GetBytes(text));
        output.WriteByte((byte)'\n');
    }

    private static void Line(Stream output, SamReader line, AlignmentFate fate, byte[] reference)
    {
        Span<byte> flag = stackalloc byte[11];
        Utf8Formatter.TryFormat((line.Flag & ~SecondaryFlag) | (fate == AlignmentFate.Secondary ? SecondaryFlag : 0), flag, out var digits);
        output.Write(line.Name);
        output.WriteByte((byte)'\t');
        output.Write(flag[..digits]);
        output.WriteByte((byte)'\t');
        output.Write(reference);
        output.Write(line.AfterReference);
        output.WriteByte((byte)'\n');
    }
}
