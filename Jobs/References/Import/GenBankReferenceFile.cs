using System.Text;
using Virtool.Bio.GenBank;

namespace Virtool.Jobs.References.Import;

/// <summary>A GenBank file: its organisms are the viruses.</summary>
internal sealed class GenBankReferenceFile(Func<Stream> open) : RecordsReferenceFile(open)
{
    /// <inheritdoc />
    public override string Format => "genbank";

    /// <inheritdoc />
    protected override bool HasTaxonNames => true;

    /// <inheritdoc />
    public override IEnumerable<SourceRecord> Records(ProblemList problems, CancellationToken cancellation)
    {
        using var reader = new GenBankReader(Open());
        while (reader.Read() is { } record)
        {
            var where = FormattableString.Invariant($"{record.AccessionVersion} (line {record.Line})");
            if (record.Organism.Length == 0)
            {
                problems.Add(where, "The record names no organism.", "Download it from GenBank again.");
            }

            yield return Record(record, Checked(Sequence(record), Encoding.UTF8.GetBytes(record.Nucleotides), where, problems));
        }
    }

    private static SourceSequence Sequence(GenBankRecord record) => new()
    {
        Place = FormattableString.Invariant($"line {record.Line}"),
        Accession = record.AccessionVersion,
        Definition = record.Definition,
        Host = record.Host,
        Segment = record.Segment.Length > 0 ? record.Segment : null,
    };

    private static SourceRecord Record(GenBankRecord record, SourceSequence sequence) => new(record.Line, record.Organism, sequence)
    {
        TaxonId = record.TaxonId,
        Molecule = record.Molecule.ToLowerInvariant() switch
        {
            "ss-rna" => "ssRNA",
            "ds-rna" => "dsRNA",
            "ss-dna" => "ssDNA",
            "ds-dna" => "dsDNA",
            _ => "",
        },
        Isolate = record switch
        {
            { Isolate.Length: > 0 } => ("isolate", record.Isolate),
            { Strain.Length: > 0 } => ("strain", record.Strain),
            { CloneName.Length: > 0 } => ("clone", record.CloneName),
            _ => null,
        },
    };
}
