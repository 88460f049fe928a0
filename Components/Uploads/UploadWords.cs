using Virtool.Domain.Files;

namespace Virtool.Components.Uploads;

/// <summary>What people read for what a file is for.</summary>
public static class UploadWords
{
    /// <summary>In words.</summary>
    public static string Of(FileType type) => type switch
    {
        FileType.Reads => "reads (FASTQ)",
        FileType.Subtraction => "a host's genome (FASTA)",
        FileType.Reference => "a reference",
        FileType.Hmm => "profiles",
        FileType.SampleReplacement => "reads in place of a sample's",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
