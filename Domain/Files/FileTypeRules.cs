namespace Virtool.Domain.Files;

/// <summary>What follows from what a file is for.</summary>
public static class FileTypeRules
{
    /// <summary>Whether it holds reads: then each record of it is checked and measured.</summary>
    public static bool HoldsReads(this FileType type) => type is FileType.Reads or FileType.SampleReplacement;
}
