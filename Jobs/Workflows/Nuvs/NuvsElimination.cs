using Virtool.Bio;
using Virtool.Domain.Analyses;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows.Analyses;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Nuvs;

/// <summary>The steps of NuVs that take reads away. Mates are mapped as unpaired reads, each under a number of its own.</summary>
internal static class NuvsElimination
{
    private const string StandardInput = "-";

    /// <summary>Takes away what the viruses of the reference have.</summary>
    public static async Task EliminateVirusesAsync(StepContext context, Analysis analysis, IReadOnlyList<string> reads, CancellationToken cancellation)
    {
        var folder = new NuvsFolder(context);
        var index = Path.Combine(Path.GetDirectoryName(PathoscopeCandidates.Snapshot(context, analysis))!, "reference");
        var mapper = Map(context, index, StandardInput, folder.WithoutViruses) with { Source = new ToolCommand(Toolbox.Virtool, ["tool", "reads", "--numbered", .. reads]) };
        await context.RunAsync(Counted(mapper, folder.VirusReads), cancellation);
    }

    /// <summary>Takes away what each host in turn has.</summary>
    public static async Task EliminateHostsAsync(StepContext context, Analysis analysis, CancellationToken cancellation)
    {
        var folder = new NuvsFolder(context);
        for (var number = 1; number <= analysis.Subtractions.Count; number++)
        {
            if (!NuvsFolder.Has(folder.Left(number - 1)))
            {
                return;
            }

            var index = Path.Combine(context.Data.Subtraction(analysis.Subtractions[number - 1].Id), "reference");
            await context.RunAsync(Counted(Map(context, index, folder.Left(number - 1), folder.WithoutHost(number)), folder.HostReads(number)), cancellation);
        }
    }

    /// <summary>Brings back the mates of what is left. Of reads that stand alone nothing is to be done.</summary>
    public static async Task ReuniteAsync(StepContext context, Analysis analysis, IReadOnlyList<string> reads, CancellationToken cancellation)
    {
        var folder = new NuvsFolder(context);
        var left = folder.Left(analysis.Subtractions.Count);
        if (reads.Count < 2 || !NuvsFolder.Has(left))
        {
            return;
        }

        var reunite = new ToolCommand(Toolbox.Virtool, ["tool", "reunite", .. reads, "--left", left, "--first", folder.First, "--second", folder.Second]);
        await context.RunAsync(reunite with { OutputFile = folder.Pairs }, cancellation);
    }

    /// <summary>The files that are assembled; none where nothing is left.</summary>
    public static IReadOnlyList<string> Left(NuvsFolder folder, Analysis analysis, bool paired)
    {
        var left = folder.Left(analysis.Subtractions.Count);
        return (paired, NuvsFolder.Has(paired ? folder.First : left)) switch
        {
            (_, false) => [],
            (true, _) => [folder.First, folder.Second],
            (false, _) => [left],
        };
    }

    /// <summary>A number that a tool printed; 0 where it had nothing to do.</summary>
    public static async Task<long> CountAsync(string path, string name, CancellationToken cancellation) => !File.Exists(path)
        ? 0
        : (await PathoscopeCandidates.ReadAsync<Dictionary<string, long>>(path, cancellation)).TryGetValue(name, out var count)
            ? count
            : throw new InputException($"{Path.GetFileName(path)} does not tell how many {name} there are.");

    private static ToolCommand Map(StepContext context, string index, string reads, string unmapped) =>
        Bowtie2.Map([.. NuvsParameters.Elimination, "--un", unmapped], context.Job.Threads(), index, reads, "") with { OutputFile = null };

    private static ToolCommand Counted(ToolCommand mapper, string count) => new(Toolbox.Virtool, ["tool", "aligned"]) { Source = mapper, OutputFile = count };
}
