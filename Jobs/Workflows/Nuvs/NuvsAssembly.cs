using System.Globalization;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Nuvs;

/// <summary>The step of NuVs that assembles.</summary>
internal static class NuvsAssembly
{
    /// <summary>The assembler.</summary>
    public const string Spades = "spades.py";

    private const int SignalBase = 128;
    private const int Failed = 1;

    /// <summary>Assembles the reads that are left; without any, and of too few, the assembly is empty.</summary>
    /// <param name="context">The attempt.</param>
    /// <param name="reads">One file, or the two of pairs, or none.</param>
    /// <param name="options">What decides on the result.</param>
    /// <param name="cancellation">The job ends.</param>
    public static async Task AssembleAsync(StepContext context, IReadOnlyList<string> reads, IReadOnlyList<string> options, CancellationToken cancellation)
    {
        var folder = new NuvsFolder(context);
        if (reads.Count > 0)
        {
            await RunAsync(context, folder, reads, options, cancellation);
        }

        // Where the step runs again SPAdes is not started again, and its folder may be gone: then the assembly is whole.
        if (!File.Exists(folder.Assembly))
        {
            await WholeFile.WriteAsync(folder.Assembly, (output, token) => CopyAsync(folder, output, token), cancellation);
        }

        PublishedFolder.Remove(folder.Spades);
    }

    private static async Task RunAsync(StepContext context, NuvsFolder folder, IReadOnlyList<string> reads, IReadOnlyList<string> options, CancellationToken cancellation)
    {
        string[] input = reads.Count == 2 ? ["-1", reads[0], "-2", reads[1]] : ["-s", reads[0]];
        try
        {
            await context.RunAsync(
                new ToolCommand(Spades, ["-t", Text(context.Job.Threads()), "-m", Text(Math.Max(1, context.Job.Mem)), .. input, "-o", folder.Spades, .. options]), cancellation);
        }
        catch (ToolFailedException failed) when (!failed.Result.OutOfMemory && !File.Exists(folder.TooFew))
        {
            var log = Path.Combine(folder.Spades, "spades.log");
            var end = SpadesEnd.Of(File.Exists(log) ? File.ReadLines(log) : failed.Result.LastWords);
            if (end is not { TooFewReads: true, OutOfMemory: false })
            {
                throw Told(failed, end);
            }

            await WholeFile.WriteAsync(folder.TooFew, (_, _) => Task.CompletedTask, cancellation);
        }
        catch (ToolFailedException) when (File.Exists(folder.TooFew))
        {
            // It was told before, by a run of the step that was cut off then.
        }
    }

    private static Exception Told(ToolFailedException failed, SpadesEnd end) => end switch
    {
        { OutOfMemory: true } => new ToolFailedException(failed.Tool, failed.Result with { OutOfMemory = true }),
        { Signal: { } signal } => new ToolFailedException(failed.Tool, failed.Result with { ExitStatus = SignalBase + signal }),
        { Error: { } error } => new StepFailedException("tool_failed", $"SPAdes could not assemble the reads: {error}{(error.EndsWith('.') ? "" : ".")} Its log has more."),
        _ => new ToolFailedException(failed.Tool, failed.Result with { ExitStatus = Failed }),
    };

    private static async Task CopyAsync(NuvsFolder folder, Stream output, CancellationToken cancellation)
    {
        // Where no two contigs are joined to a scaffold, or nothing is assembled, some are missing.
        var found = new[] { "scaffolds.fasta", "contigs.fasta" }.Select(name => Path.Combine(folder.Spades, name)).FirstOrDefault(File.Exists);
        if (found is not null && !File.Exists(folder.TooFew))
        {
            await using var assembled = File.OpenRead(found);
            await assembled.CopyToAsync(output, cancellation);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
