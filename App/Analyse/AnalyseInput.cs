using Virtool.Bio.Headers;

namespace Virtool.App.Analyse;

/// <summary>What is to be analysed without a server.</summary>
/// <param name="Reads">FASTQ of one mate or of both, packed with gzip or not.</param>
/// <param name="Reference">A reference as JSON as it is exported, FASTA or GenBank; packed with gzip or not.</param>
/// <param name="Subtractions">Genomes of hosts as FASTA, packed with gzip or not; in turn.</param>
/// <param name="Threads">Cores that tools may take; null: all.</param>
/// <param name="Output">Where all that was found is put; null: it is printed only.</param>
/// <param name="MapsWholeLibrary">Map the whole library to the hosts too.</param>
/// <param name="Headers">Of FASTA: which part of the headers is what; null: <see cref="UsualHeaders"/>.</param>
internal sealed record AnalyseInput(
    IReadOnlyList<FileInfo> Reads, FileInfo Reference, IReadOnlyList<FileInfo> Subtractions, int? Threads, DirectoryInfo? Output, bool MapsWholeLibrary, string? Headers = null)
{
    /// <summary>A virus a record, named as its whole header; the first word is the accession.</summary>
    public const string UsualHeaders = @"/^(?<otu>(?<accession>\S+).*)$/";

    /// <summary>What is wrong with it: a sentence; null: nothing that can be seen at once.</summary>
    public string? Mistake()
    {
        if (Reads.Count is 0 or > 2)
        {
            return "--reads takes one file, or the two mates of a paired library.";
        }

        if (Reads.Concat(Subtractions).Append(Reference).FirstOrDefault(file => !file.Exists) is { } missing)
        {
            return $"There is no file {missing.FullName}.";
        }

        if (Reads.Count == 2 && Reads[0].FullName == Reads[1].FullName)
        {
            return "--reads names the same file twice. Give the two mates.";
        }

        if (Headers is { } headers && HeaderMapping.MistakeIn(headers) is { } mistake)
        {
            return mistake;
        }

        return Threads switch
        {
            < 1 => "--threads takes a number of 1 or more.",
            { } threads when threads > Environment.ProcessorCount => $"--threads takes at most {Environment.ProcessorCount}: this machine has no more cores.",
            _ => Output is not null && File.Exists(Output.FullName) ? $"{Output.FullName} is a file. Give a folder with --out." : null,
        };
    }
}
