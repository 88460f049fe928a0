namespace Virtool.Domain.Files;

/// <summary>What a file is for.</summary>
public enum FileType
{
    /// <summary>FASTQ reads.</summary>
    Reads,

    /// <summary>A reference's export.</summary>
    Reference,

    /// <summary>Profiles.</summary>
    Hmm,

    /// <summary>A host genome in FASTA.</summary>
    Subtraction,

    /// <summary>Reads in place of a sample's.</summary>
    SampleReplacement,
}
