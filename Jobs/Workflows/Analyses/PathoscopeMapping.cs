using System.Text;
using System.Text.Json;
using Virtool.Bio;
using Virtool.Bio.Alignments;
using Virtool.Domain.Analyses;
using Virtool.Domain.Samples;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Analyses;

/// <summary>The steps of Pathoscope that call tools. Mates are mapped as unpaired reads, each under a name of its own.</summary>
internal static class PathoscopeMapping
{
    /// <summary>This program: what computes for us as a tool.</summary>
    public const string Virtool = "virtool";

    private const string StandardInput = "-";

    /// <summary>Maps all reads to the default isolates, and notes which sequences were matched.</summary>
    public static async Task MapDefaultAsync(StepContext context, Analysis analysis, Sample sample, CancellationToken cancellation)
    {
        var folder = new PathoscopeFolder(context);
        var hasReads = sample.Library is not { Count: 0 };
        if (hasReads)
        {
            var index = Path.Combine(Path.GetDirectoryName(PathoscopeCandidates.Snapshot(context, analysis))!, "reference");
            var command = Bowtie2.Map(PathoscopeParameters.Default, context.Job.Threads(), index, StandardInput, folder.ToDefault);
            await context.RunAsync(command with { Source = Reads(context, sample) }, cancellation);
        }

        // Where the step runs again the mapping is not done again, and the alignments may be gone: then these are whole.
        if (!File.Exists(folder.Candidates))
        {
            var found = hasReads ? await Task.Run(() => ReferencesOf(folder.ToDefault, cancellation), cancellation) : [];
            await WholeFile.WriteAsync(
                folder.Candidates,
                (stream, token) => JsonSerializer.SerializeAsync(stream, found.Order(StringComparer.Ordinal), cancellationToken: token),
                cancellation);
        }

        File.Delete(folder.ToDefault);
    }

    /// <summary>Builds the index of the candidates' isolates.</summary>
    public static async Task BuildAsync(StepContext context, CancellationToken cancellation)
    {
        var folder = new PathoscopeFolder(context);
        if (folder.HasCandidates)
        {
            await context.RunAsync(Bowtie2.Build(folder.Fasta, folder.Index, context.Job.Threads()), cancellation);
        }
    }

    /// <summary>Maps all reads to every isolate of the candidates.</summary>
    public static async Task MapIsolatesAsync(StepContext context, Sample sample, CancellationToken cancellation)
    {
        var folder = new PathoscopeFolder(context);
        if (folder.HasCandidates)
        {
            var command = Bowtie2.Map([.. PathoscopeParameters.Isolates, "--al", folder.Mapped], context.Job.Threads(), folder.Index, StandardInput, folder.ToIsolates);
            await context.RunAsync(command with { Source = Reads(context, sample) }, cancellation);
        }
    }

    /// <summary>Maps the reads that matched to each host in turn.</summary>
    public static async Task MapSubtractionsAsync(StepContext context, Analysis analysis, CancellationToken cancellation)
    {
        var folder = new PathoscopeFolder(context);
        if (!folder.HasMapped)
        {
            return;
        }

        foreach (var (index, subtraction) in analysis.Subtractions.Index())
        {
            var prefix = Path.Combine(context.Data.Subtraction(subtraction.Id), "reference");
            var command = Bowtie2.Map(PathoscopeParameters.Subtraction, context.Job.Threads(), prefix, folder.Mapped, folder.ToSubtraction(index + 1));
            await context.RunAsync(command, cancellation);
        }
    }

    /// <summary>Maps the whole library to each host in turn, without the reads of those before it, and counts.</summary>
    public static async Task MapLibraryAsync(StepContext context, Analysis analysis, Sample sample, CancellationToken cancellation)
    {
        if (!analysis.MapsWholeLibrary || sample.Library is { Count: 0 })
        {
            return;
        }

        var folder = new PathoscopeFolder(context);
        foreach (var (index, subtraction) in analysis.Subtractions.Index())
        {
            var number = index + 1;
            var prefix = Path.Combine(context.Data.Subtraction(subtraction.Id), "reference");
            string[] left = number < analysis.Subtractions.Count ? ["--un", folder.WithoutHost(number)] : [];
            var mapper = Bowtie2.Map([.. PathoscopeParameters.Subtraction, .. left], context.Job.Threads(), prefix, index == 0 ? StandardInput : folder.WithoutHost(index), "") with
            {
                OutputFile = null,
                Source = index == 0 ? Reads(context, sample) : null,
            };
            await context.RunAsync(new ToolCommand(Virtool, ["tool", "aligned"]) { Source = mapper, OutputFile = folder.HostReads(number) }, cancellation);
            File.Delete(folder.WithoutHost(index));
        }
    }

    /// <summary>Subtracts, reassigns and reports.</summary>
    public static async Task RunAsync(StepContext context, Analysis analysis, CancellationToken cancellation)
    {
        var folder = new PathoscopeFolder(context);
        Directory.CreateDirectory(folder.Kept);
        if (!folder.HasMapped)
        {
            await WholeFile.WriteAsync(
                folder.Result,
                async (stream, token) => await stream.WriteAsync("""{"read_count":0,"subtracted_count":0,"ambiguous_count":0,"hits":[],"removed":[]}"""u8.ToArray(), token),
                cancellation);
            await WholeFile.WriteAsync(folder.Depth, async (stream, token) => await stream.WriteAsync("{}"u8.ToArray(), token), cancellation);
            return;
        }

        await PathoscopeCandidates.WriteNamesAsync(folder, cancellation);
        var hosts = analysis.Subtractions.Index().SelectMany(pair => new[] { "--subtraction", folder.ToSubtraction(pair.Index + 1) });
        await context.RunAsync(
            new ToolCommand(
                Virtool,
                ["tool", "pathoscope", "--isolates", folder.ToIsolates, .. hosts, "--lengths", folder.Lengths, "--names", folder.Names, "--alignments", folder.Reassigned, "--depth", folder.Depth])
            {
                OutputFile = folder.Result,
            },
            cancellation);
    }

    /// <summary>Sorts the alignments that were kept, and makes their index.</summary>
    public static async Task SortAsync(StepContext context, CancellationToken cancellation)
    {
        var folder = new PathoscopeFolder(context);
        if (folder.HasMapped)
        {
            await context.RunAsync(Samtools.Sort(folder.Reassigned, folder.Sorted, context.PathOf("sorting"), context.Job.Threads(), context.Job.Mem), cancellation);
            await context.RunAsync(Samtools.Index(folder.Sorted), cancellation);
        }
    }

    private static ToolCommand Reads(StepContext context, Sample sample)
    {
        string[] mates = sample.Paired
            ? [context.Data.Reads(sample.Id, 1), context.Data.Reads(sample.Id, 2)]
            : [context.Data.Reads(sample.Id, 1)];
        return mates.FirstOrDefault(mate => !File.Exists(mate)) is { } missing
            ? throw new InputException($"The sample's file {Path.GetFileName(missing)} is not there, so its reads cannot be mapped.")
            : new ToolCommand(Virtool, ["tool", "reads", .. mates]);
    }

    private static HashSet<string> ReferencesOf(string sam, CancellationToken cancellation)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var lookup = found.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> name = stackalloc char[256];
        using var reader = new SamReader(new FileStream(sam, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan));
        while (reader.Read())
        {
            if ((reader.Line & 16383) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (reader.Reference.Length <= name.Length)
            {
                lookup.Add(name[..Encoding.ASCII.GetChars(reader.Reference, name)]);
            }
        }

        return found;
    }
}
