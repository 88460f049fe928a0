using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Virtool.Bio;
using Virtool.Bio.Sequences;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows.Publishing;
using FoundOrf = Virtool.Bio.Orfs.Orf;

namespace Virtool.Jobs.Workflows.Nuvs;

/// <summary>The steps of NuVs that look at the contigs: which have reading frames, and how the reads lie on them.</summary>
internal static class NuvsContigs
{
    /// <summary>Finds the reading frames of all contigs. Those that have one are numbered from 0; the others are left out.</summary>
    public static async Task FindOrfsAsync(StepContext context, CancellationToken cancellation)
    {
        var folder = new NuvsFolder(context);
        if (!NuvsFolder.Has(folder.Assembly))
        {
            await Task.WhenAll(new[] { folder.Contigs, folder.ContigsFasta, folder.Proteins }.Select(path => WholeFile.WriteAsync(path, (_, _) => Task.CompletedTask, cancellation)));
            return;
        }

        await context.RunAsync(new ToolCommand(Toolbox.Virtool, ["tool", "orfs", folder.Assembly]) { OutputFile = folder.Orfs }, cancellation);
        await WholeFile.WriteAsync(folder.Contigs, (output, token) => WriteAsync(folder, output, token), cancellation);
        await WholeFile.WriteAsync(folder.ContigsFasta, (output, token) => WriteAsync(output, ReadAsync(folder.Contigs, token).Select(contig => (contig.Name, contig.Sequence))), cancellation);
        await WholeFile.WriteAsync(
            folder.Proteins,
            (output, token) => WriteAsync(output, ReadAsync(folder.Contigs, token).SelectMany(contig => contig.Orfs.Select(orf => ($"{contig.Name}.{orf.Index}", orf.Protein)))),
            cancellation);
    }

    /// <summary>Maps the assembled reads to the contigs, and counts them over each base.</summary>
    public static async Task MapAsync(StepContext context, IReadOnlyList<string> reads, CancellationToken cancellation)
    {
        var folder = new NuvsFolder(context);
        Directory.CreateDirectory(folder.Kept);
        if (!NuvsFolder.Has(folder.ContigsFasta) || reads.Count == 0)
        {
            await WholeFile.WriteAsync(folder.Depth, async (stream, token) => await stream.WriteAsync("{}"u8.ToArray(), token), cancellation);
            await WholeFile.WriteAsync(folder.Depths, async (stream, token) => await stream.WriteAsync("{}"u8.ToArray(), token), cancellation);
            return;
        }

        await context.RunAsync(Bowtie2.Build(folder.ContigsFasta, folder.Index, context.Job.Threads()), cancellation);
        var mapper = Bowtie2.Map(NuvsParameters.Depth, context.Job.Threads(), folder.Index, "-", "") with
        {
            OutputFile = null,
            Source = new ToolCommand(Toolbox.Virtool, ["tool", "reads", .. reads]),
        };
        await context.RunAsync(
            new ToolCommand(Toolbox.Virtool, ["tool", "depths", "--contigs", folder.ContigsFasta, "--depth", folder.Depth]) { Source = mapper, OutputFile = folder.Depths }, cancellation);
    }

    /// <summary>The contigs with reading frames, as they were found, one by one.</summary>
    public static async IAsyncEnumerable<Contig> ReadAsync(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var lines = new StreamReader(path);
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            yield return JsonSerializer.Deserialize<Contig>(line, Json.Stored) ?? throw new JsonException($"{Path.GetFileName(path)} has a contig that is null.");
        }
    }

    private static async Task WriteAsync(NuvsFolder folder, Stream output, CancellationToken cancellation)
    {
        await using var found = File.OpenRead(folder.Orfs);
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        using var sequences = new FastaReader(File.OpenRead(folder.Assembly));
        var index = 0;
        await foreach (var contig in JsonSerializer.DeserializeAsyncEnumerable<ContigOrfs>(found, cancellationToken: cancellation))
        {
            var record = sequences.Read();
            if (contig is null || record?.Id != contig.Id)
            {
                throw new InputException("The reading frames are not those of the assembly.");
            }

            if (contig.Orfs.Count > 0)
            {
                await writer.WriteLineAsync(JsonSerializer.Serialize(Of(index++, record.Sequence, contig.Orfs), Json.Stored));
            }
        }
    }

    private static Contig Of(int index, string sequence, IReadOnlyList<FoundOrf> orfs) => new(
        index,
        sequence.ToUpperInvariant(),
        [.. orfs.Select((orf, at) => new Orf(at, orf.Protein, orf.Frame, orf.Strand, orf.Position[0], orf.Position[1], []))]);

    private static async Task WriteAsync(Stream output, IAsyncEnumerable<(string Name, string Letters)> records)
    {
        using var fasta = new FastaWriter(output);
        await foreach (var (name, letters) in records)
        {
            fasta.Write(name, letters);
        }
    }

    private sealed record ContigOrfs([property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("orfs")] IReadOnlyList<FoundOrf> Orfs);
}
