namespace Virtool.Jobs.References.Import;

/// <summary>How large a reference may be, so that checking one takes bounded memory and each OTU can be written at once.</summary>
public static class ReferenceLimits
{
    /// <summary>OTUs of a reference.</summary>
    public const int Otus = 200_000;

    /// <summary>Sequences of a reference.</summary>
    public const int Sequences = 1_000_000;

    /// <summary>Bytes of an OTU with its sequences: it is written in one batch, which the store takes up to 8 MB of.</summary>
    public const int BytesOfOtu = 7_000_000;

    /// <summary>Isolates of an OTU.</summary>
    public const int Isolates = 5_000;

    /// <summary>Sequences of an OTU.</summary>
    public const int SequencesOfOtu = 10_000;

    /// <summary>Segments of an OTU.</summary>
    public const int Segments = 1_000;

    /// <summary>Bases of a FASTA or GenBank file, which is held in memory, since its records come in any order.</summary>
    public const long BasesOfRecords = 100_000_000;

    /// <summary>What is said of an OTU that is beyond <see cref="BytesOfOtu"/>.</summary>
    public static string TooLarge { get; } = FormattableString.Invariant($"The OTU has more than {BytesOfOtu / 1_000_000:N0} MB of sequences and texts, which is more than can be written at once.");

    /// <summary>About how many bytes a sequence takes in the database; a letter of a text takes up to three.</summary>
    internal static long SizeOf(SourceSequence sequence) => 500 + sequence.Length + (3 * (sequence.Definition.Length + sequence.Host.Length + (2 * sequence.Accession.Length)));

    /// <summary>About how many bytes an isolate takes in the database.</summary>
    internal static long SizeOf(SourceIsolate isolate) => 150 + (3 * (isolate.SourceType.Length + isolate.SourceName.Length));
}
