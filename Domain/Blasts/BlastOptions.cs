namespace Virtool.Domain.Blasts;

/// <summary>Where sequences like a contig are looked for: <c>Blast</c> in appsettings.json.</summary>
public sealed record BlastOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Blast";

    /// <summary>NCBI's BLAST, or a server that speaks its "URL API".</summary>
    public string Address { get; init; } = "https://blast.ncbi.nlm.nih.gov/Blast.cgi";

    /// <summary>The database that NCBI searches; with its program blastn, <c>nr</c> is its collection of nucleotides.</summary>
    public string NcbiDatabase { get; init; } = "nr";

    /// <summary>A database of the lab's own, as <c>blastn -db</c> takes it: <c>/srv/blast/viruses</c>. Empty: there is none.</summary>
    public string Database { get; init; } = "";

    /// <summary>What people call <see cref="Database"/>; empty: by the last part of its path.</summary>
    public string DatabaseName { get; init; } = "";

    /// <summary>How many sequences are wanted of a search.</summary>
    public int Hits { get; init; } = 5;

    /// <summary>Seconds from sending a contig to the first question whether it is done.</summary>
    public int FirstPause { get; init; } = 3;

    /// <summary>Seconds by which each further pause is longer.</summary>
    public int LongerBy { get; init; } = 5;

    /// <summary>Hours after which a search that NCBI does not end has failed; NCBI forgets one after 36.</summary>
    public int MostHours { get; init; } = 24;

    /// <summary>What the lab's own database is called.</summary>
    public string LocalName => DatabaseName.Length > 0 ? DatabaseName : Path.GetFileName(Database);
}
