using Virtool.Domain.Otus;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.Outgoing.GenBank;

namespace Virtool.Jobs.References;

/// <summary>Fills in a sequence from what GenBank has of its accession.</summary>
/// <param name="genBank">GenBank.</param>
public sealed class SequenceLookup(GenBankLookup genBank)
{
    /// <summary>The sequence as GenBank has it; its segment only where that is one of those that it can be.</summary>
    /// <param name="accession">With its version or without.</param>
    /// <param name="segments">The segments that it can be.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OutgoingException">GenBank has no such record, or it could not be had.</exception>
    public async Task<SequenceDraft> FindAsync(string accession, IReadOnlyList<string> segments, CancellationToken cancellation = default)
    {
        var record = await genBank.GetAsync(accession, cancellation);
        var segment = segments.FirstOrDefault(one => string.Equals(one, record.Segment, StringComparison.OrdinalIgnoreCase));
        return new SequenceDraft(record.AccessionVersion, record.Definition, record.Nucleotides, segment) { Host = record.Host };
    }
}
