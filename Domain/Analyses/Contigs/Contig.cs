using System.Text.Json.Serialization;

namespace Virtool.Domain.Analyses.Contigs;

/// <summary>A stretch of sequence that was assembled of reads.</summary>
/// <param name="Index">From 0, in the order of the assembly.</param>
/// <param name="Sequence">Its nucleotides: letters of IUPAC in upper case.</param>
/// <param name="Orfs">Its open reading frames: those of the strand itself first, then those of its reverse complement.</param>
public sealed record Contig(int Index, string Sequence, IReadOnlyList<Orf> Orfs)
{
    /// <summary>Reads that map to it.</summary>
    public long Reads { get; init; }

    /// <summary>Share of its bases with a read, 0 to 1.</summary>
    public double Coverage { get; init; }

    /// <summary>Mean number of reads over a base.</summary>
    public double Depth { get; init; }

    /// <summary>Median number of reads over a base.</summary>
    public double MedianDepth { get; init; }

    /// <summary>The name that files give it: <c>sequence_7</c>.</summary>
    [JsonIgnore]
    public string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"sequence_{Index}");

    /// <summary>The smallest E-value of a whole reading frame against a profile; null where nothing was found.</summary>
    [JsonIgnore]
    public double? LeastE => Orfs.SelectMany(orf => orf.Hits).Select(hit => (double?)hit.FullE).Min();
}
