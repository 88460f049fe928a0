using System.IO.Compression;
using System.Text.Json;
using Virtool.Bio.Alignments;
using Virtool.Bio.Sequences;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;

namespace Virtool.Jobs.Evidence;

/// <summary>What the kept alignments of an analysis tell of a virus: made when it is asked for.</summary>
/// <param name="service">The analyses.</param>
/// <param name="data">Where the alignments lie.</param>
public sealed class AlignmentEvidence(AnalysisService service, DataFolder data)
{
    private const int SomeReads = 64 * 1024;

    /// <summary>The path of a kept file.</summary>
    /// <param name="analysis">One that the viewer may see.</param>
    /// <param name="name">One of <see cref="AnalysisFiles"/>.</param>
    /// <exception cref="NotFoundException">It is not there; the message says why.</exception>
    public string Demand(Analysis analysis, string name) => AnalysisFiles.Path(data, analysis, name) is var path && File.Exists(path)
        ? path
        : throw new NotFoundException(analysis switch
        {
            { State: not AnalysisState.Ready } => "The analysis is not ready.",
            { HitCount: 0 } => "No reads were given to a virus, so there are no alignments.",
            _ => "The alignments of this analysis were not kept, or were removed. Make it again to have them.",
        });

    /// <summary>The sequences of a virus that reads were given to.</summary>
    /// <param name="analysis">One that the viewer may see.</param>
    /// <param name="otuId">The virus.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotFoundException">The analysis did not find it, or its alignments are not there.</exception>
    public async Task<EvidenceOf> FindAsync(Analysis analysis, string otuId, CancellationToken cancellation = default)
    {
        var result = await service.ResultAsync(analysis, cancellation) ?? throw new NotFoundException("The analysis is not ready.");
        var otu = result.Otus.FirstOrDefault(otu => otu.Id == otuId) ?? throw new NotFoundException("The analysis did not find this virus.");
        Demand(analysis, AnalysisFiles.Alignments);
        var names = await NamesAsync(analysis, cancellation);
        return new EvidenceOf(analysis, otu, [.. result.Hits.Where(hit => hit.OtuId == otuId).Select(hit => (hit, names.GetValueOrDefault(hit.Id, hit.Id)))]);
    }

    /// <summary>Writes the consensus of each sequence as FASTA.</summary>
    /// <param name="evidence">Of which virus.</param>
    /// <param name="output">Where to; not owned.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task WriteConsensusAsync(EvidenceOf evidence, Stream output, CancellationToken cancellation = default)
    {
        foreach (var (hit, name) in evidence.Hits)
        {
            var consensus = new Consensus(hit.Length);
            await ForEachAsync(evidence.Analysis, name, alignment => consensus.Add(alignment), cancellation);
            using var text = new MemoryStream();
            using (var writer = new FastaWriter(text))
            {
                writer.Write($"{hit.Accession} consensus of {evidence.Analysis.Sample.Name}, {evidence.Otu.Name}", consensus.ToString());
            }

            await output.WriteAsync(text.ToArray(), cancellation);
        }
    }

    /// <summary>Writes the reads that were given to the virus above all as FASTQ, packed with gzip: as they were sequenced, each once.</summary>
    /// <param name="evidence">Of which virus.</param>
    /// <param name="output">Where to; not owned.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task WriteReadsAsync(EvidenceOf evidence, Stream output, CancellationToken cancellation = default)
    {
        await using var packed = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
        using var some = new MemoryStream();
        foreach (var (_, name) in evidence.Hits)
        {
            using var reader = Open(evidence.Analysis, name, out var reference);
            while (reference >= 0 && reader.Read() && reader.Reference <= reference)
            {
                if (reader.Reference == reference && !reader.IsSecondary)
                {
                    Fastq(reader, some);
                }

                if (some.Length >= SomeReads)
                {
                    await FlushAsync();
                }
            }
        }

        await FlushAsync();

        async Task FlushAsync()
        {
            await packed.WriteAsync(some.GetBuffer().AsMemory(0, (int)some.Length), cancellation);
            some.SetLength(0);
        }
    }

    private static void Fastq(BamReader alignment, MemoryStream output)
    {
        var length = alignment.ReadLength;
        output.WriteByte((byte)'@');
        output.Write(alignment.Name);
        output.WriteByte((byte)'\n');
        for (var index = 0; index < length; index++)
        {
            output.WriteByte((byte)(alignment.IsReversed ? Complement(alignment.Nucleotide(length - 1 - index)) : alignment.Nucleotide(index)));
        }

        output.Write("\n+\n"u8);
        for (var index = 0; index < length; index++)
        {
            var quality = alignment.Quality(alignment.IsReversed ? length - 1 - index : index);
            output.WriteByte((byte)(quality == byte.MaxValue ? 'I' : Math.Min(quality, (byte)93) + 33));
        }

        output.WriteByte((byte)'\n');
    }

    private static char Complement(char nucleotide) => "TVGHCDMKYSAWBRN"["ABCDGHKMRSTWVYN".IndexOf(nucleotide, StringComparison.Ordinal) is >= 0 and var at ? at : 14];

    private Task ForEachAsync(Analysis analysis, string name, Action<BamReader> use, CancellationToken cancellation) => Task.Run(
        () =>
        {
            using var reader = Open(analysis, name, out var reference);
            while (reference >= 0 && reader.Read() && reader.Reference <= reference)
            {
                cancellation.ThrowIfCancellationRequested();
                if (reader.Reference == reference)
                {
                    use(reader);
                }
            }
        },
        cancellation);

    // At the first alignment to the sequence, where the index tells it; else at the beginning.
    private BamReader Open(Analysis analysis, string name, out int reference)
    {
        var reader = new BamReader(File.OpenRead(Demand(analysis, AnalysisFiles.Alignments)));
        reference = reader.References.Index().Where(one => one.Item == name).Select(one => one.Index).DefaultIfEmpty(-1).First();
        if (reference >= 0 && AnalysisFiles.Path(data, analysis, AnalysisFiles.AlignmentsIndex) is var index && File.Exists(index)
            && BamIndex.FirstOffsets(File.OpenRead(index)) is var offsets && reference < offsets.Count && offsets[reference] is { } first)
        {
            reader.Seek(first);
        }

        return reader;
    }

    private async Task<Dictionary<string, string>> NamesAsync(Analysis analysis, CancellationToken cancellation)
    {
        var path = AnalysisFiles.Path(data, analysis, AnalysisFiles.Names);
        if (!File.Exists(path))
        {
            return [];
        }

        await using var stream = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(stream, cancellationToken: cancellation) ?? [];
    }
}
