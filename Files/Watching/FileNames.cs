using Virtool.Domain.Files;

namespace Virtool.Files.Watching;

/// <summary>What the name of a file in a watched folder says of it. Names are given without their folder.</summary>
internal static class FileNames
{
    private static readonly string[] Genomes = [".fa", ".fasta", ".fna", ".fa.gz", ".fasta.gz", ".fna.gz"];
    private static readonly string[] Temporary = [".part", ".tmp", ".filepart", ".partial", ".crdownload", "~"];
    private static readonly string[] Checksums = [".md5", ".sha256"];
    private static readonly string[] Beside = [.. RunFolders.Signs, .. RunFolders.Markers, "RunParameters.xml"];

    /// <summary>What it is for, by its ending in any case: reads, or the genome of a host; null: neither, or the name will be another.</summary>
    public static FileType? TypeOf(ReadOnlySpan<char> name)
    {
        if (ReadsName.IsTaken(name))
        {
            return FileType.Reads;
        }

        return name is not ['.', ..] && EndsWithOne(name, Genomes) ? FileType.Subtraction : null;
    }

    /// <summary>Whether whoever writes it will give it another name: its ending says so, or a leading dot.</summary>
    public static bool IsTemporary(ReadOnlySpan<char> name) => name is ['.', ..] || EndsWithOne(name, Temporary);

    /// <summary>Whether it says something of other files: a checksum, a sheet of samples, what a sequencer says of its run.</summary>
    public static bool IsCompanion(ReadOnlySpan<char> name)
    {
        if (name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || OfChecksum(name) is not null)
        {
            return true;
        }

        foreach (var companion in Beside)
        {
            if (name.Equals(companion, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it says that a run folder is complete.</summary>
    public static bool IsMarker(string name) => RunFolders.Markers.Contains(name, StringComparer.Ordinal);

    /// <summary>The ending of a checksum (<c>.md5</c>, <c>.sha256</c>); null: it is none.</summary>
    public static string? OfChecksum(ReadOnlySpan<char> name)
    {
        foreach (var ending in Checksums)
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return ending;
            }
        }

        return null;
    }

    private static bool EndsWithOne(ReadOnlySpan<char> name, string[] endings)
    {
        foreach (var ending in endings)
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
