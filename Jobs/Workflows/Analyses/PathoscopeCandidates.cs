using System.Text.Json;
using System.Text.RegularExpressions;
using Virtool.Bio;
using Virtool.Bio.Sequences;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Jobs.Workflows.Indexes;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Analyses;

/// <summary>The viruses that reads matched, with all of their isolates, as they were when the index was built.</summary>
internal static partial class PathoscopeCandidates
{
    /// <summary>Writes the candidates' sequences, their lengths, and the candidates themselves. Without any, no FASTA.</summary>
    public static async Task WriteAsync(StepContext context, Analysis analysis, CancellationToken cancellation)
    {
        var folder = new PathoscopeFolder(context);
        if (File.Exists(folder.Otus) && folder.HasCandidates)
        {
            return;
        }

        var matched = await ReadAsync<HashSet<string>>(folder.Candidates, cancellation);
        var found = new List<HitOtu>();
        var lengths = new SortedDictionary<string, int>(StringComparer.Ordinal);
        if (matched.Count > 0)
        {
            await WholeFile.WriteAsync(folder.Fasta, (fasta, token) => WriteAsync(Snapshot(context, analysis), matched, found, lengths, fasta, token), cancellation);
        }

        await WholeFile.WriteAsync(folder.Lengths, (stream, token) => JsonSerializer.SerializeAsync(stream, lengths, cancellationToken: token), cancellation);
        await WholeFile.WriteAsync(folder.Otus, (stream, token) => JsonSerializer.SerializeAsync(stream, found, Json.Stored, token), cancellation);
    }

    /// <summary>
    /// Writes what the candidates' sequences are called in the kept alignments: by their accessions, which people know; a sequence keeps its id where
    /// another has the same accession, or where it is no name in SAM (SAM specification, section 1.2.1).
    /// </summary>
    public static async Task WriteNamesAsync(PathoscopeFolder folder, CancellationToken cancellation)
    {
        var sequences = (await ReadAsync<List<HitOtu>>(folder.Otus, cancellation)).SelectMany(otu => otu.Isolates).SelectMany(isolate => isolate.Sequences).ToArray();
        var taken = sequences.CountBy(sequence => sequence.Accession).ToDictionary(StringComparer.Ordinal);
        var ids = sequences.Select(sequence => sequence.Id).ToHashSet(StringComparer.Ordinal);
        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var sequence in sequences.Where(sequence => SamName().IsMatch(sequence.Accession) && taken[sequence.Accession] == 1 && !ids.Contains(sequence.Accession)))
        {
            names[sequence.Id] = sequence.Accession;
        }

        await WholeFile.WriteAsync(folder.Names, (stream, token) => JsonSerializer.SerializeAsync(stream, names, cancellationToken: token), cancellation);
    }

    /// <summary>Reads a JSON file of an attempt.</summary>
    public static async Task<T> ReadAsync<T>(string path, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync<T>(stream, Json.Stored, cancellation) ?? throw new JsonException($"{Path.GetFileName(path)} is null.");
    }

    /// <summary>The viruses of the analysis's index.</summary>
    /// <exception cref="InputException">The index's files are not there any more.</exception>
    public static string Snapshot(StepContext context, Analysis analysis)
    {
        var path = Path.Combine(context.Data.Index(analysis.Reference.Id, analysis.Index.Id), IndexedOtusReader.FileName);
        return File.Exists(path)
            ? path
            : throw new InputException($"The files of version {analysis.Index.Version} of {analysis.Reference.Name} are not there any more. Analyse the sample again with the newest version.");
    }

    private static async Task WriteAsync(
        string snapshot,
        HashSet<string> matched,
        List<HitOtu> found,
        SortedDictionary<string, int> lengths,
        Stream fasta,
        CancellationToken cancellation)
    {
        using var writer = new FastaWriter(fasta);
        await foreach (var otu in IndexedOtusReader.ReadAsync(snapshot, cancellation))
        {
            var sequences = otu.Isolates.SelectMany(isolate => isolate.Sequences).ToArray();
            if (!sequences.Any(sequence => matched.Contains(sequence.Id)))
            {
                continue;
            }

            found.Add(WithoutNucleotides(otu));
            foreach (var sequence in sequences.Where(sequence => sequence.Nucleotides.Length > 0))
            {
                writer.Write(sequence.Id, sequence.Nucleotides);
                lengths[sequence.Id] = sequence.Nucleotides.Length;
            }
        }
    }

    private static HitOtu WithoutNucleotides(IndexedOtu otu) => new(
        otu.Id,
        otu.Name,
        otu.Abbreviation,
        otu.Version,
        [.. otu.Isolates.Select(isolate => new HitIsolate(isolate.Id, isolate.Name, isolate.Default, [.. isolate.Sequences.Select(WithoutNucleotides)]))])
    {
        Schema = [.. otu.Schema.Select(segment => segment.Name)],
    };

    private static HitSequence WithoutNucleotides(IndexedSequence sequence) =>
        new(sequence.Id, sequence.Accession, sequence.Definition, sequence.Segment, sequence.Nucleotides.Length);

    [GeneratedRegex(@"^[0-9A-Za-z!#$%&+./:;?@^_|~-][0-9A-Za-z!#$%&*+./:;=?@^_|~-]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SamName();
}
