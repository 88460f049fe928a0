namespace Virtool.Domain.Analyses.Contigs;

/// <summary>What became of the reads of a NuVs analysis. Mates count each.</summary>
public sealed record NuvsCounts
{
    /// <summary>Reads of the library.</summary>
    public long Library { get; init; }

    /// <summary>Reads that were left after trimming.</summary>
    public long Trimmed { get; init; }

    /// <summary>Of those, reads that belong to a virus of the reference, and were taken away.</summary>
    public long Known { get; init; }

    /// <summary>Of the rest, reads that belong to a host, and were taken away.</summary>
    public long Host { get; init; }

    /// <summary>Reads that were assembled: with the mates, taken away before, of those that were left.</summary>
    public long Assembled { get; init; }

    /// <summary>Of those, reads that map to a contig that was kept.</summary>
    public long Mapped { get; init; }

    /// <summary>Contigs of the assembly, those without a reading frame too.</summary>
    public int Contigs { get; init; }
}
