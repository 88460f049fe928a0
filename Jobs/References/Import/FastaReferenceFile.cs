using System.Globalization;
using System.Text;
using Virtool.Bio.Headers;
using Virtool.Bio.Sequences;

namespace Virtool.Jobs.References.Import;

/// <summary>A FASTA file whose headers say, in one way or another, of which virus each sequence is.</summary>
internal sealed class FastaReferenceFile(Func<Stream> open, HeaderMapping mapping) : RecordsReferenceFile(open)
{
    internal const int Longest = 50_000_000;
    private const int LongestHeader = 10_000;

    /// <inheritdoc />
    public override string Format => "fasta";

    /// <inheritdoc />
    public override IEnumerable<SourceRecord> Records(ProblemList problems, CancellationToken cancellation)
    {
        using var reader = new FastaReader(Open(), Longest);
        while (reader.Read() is { } record)
        {
            var line = reader.HeaderLine;
            var where = FormattableString.Invariant($"{(record.Id.Length > 100 ? record.Id[..100] + "…" : record.Id)} (line {line})");
            var header = record.Header.Length > LongestHeader ? "" : record.Header;
            var values = mapping.Match(header);
            if (values is null)
            {
                problems.Add(where, $"The header names no virus: it does not follow {mapping.Text}.", "Change the mapping of the headers, or the header.");
            }

            yield return Record(line, header, values ?? new HeaderValues(), Checked(Sequence(line, header, values), Encoding.UTF8.GetBytes(record.Sequence), where, problems));
        }
    }

    private static SourceSequence Sequence(long line, string header, HeaderValues? values) => new()
    {
        Place = FormattableString.Invariant($"line {line}"),
        Accession = values?[HeaderPart.Accession] ?? "",
        Definition = values?[HeaderPart.Definition] is { Length: > 0 } definition ? definition : header,
        Host = values?[HeaderPart.Host] ?? "",
        Segment = values?[HeaderPart.Segment] is { Length: > 0 } segment ? segment : null,
    };

    private static SourceRecord Record(long line, string header, HeaderValues values, SourceSequence sequence) => new(line, values[HeaderPart.Otu], sequence)
    {
        Abbreviation = values[HeaderPart.Abbreviation],
        Isolate = Isolate(values[HeaderPart.Isolate]),
        TaxonId = int.TryParse(values[HeaderPart.Taxid], NumberStyles.None, CultureInfo.InvariantCulture, out var taxon) && taxon > 0 ? taxon : null,
        Header = header,
    };
}
