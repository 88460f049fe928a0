using System.CommandLine;
using Virtool.Domain.Files;

namespace Virtool.Benchmarks.Reads;

/// <summary><c>reads</c>: the import's pass over a gzipped FASTQ against <c>gzip -t</c>, and FastQC, on the same file.</summary>
internal static class ReadsCommand
{
    private const double Megabyte = 1e6;
    private const string FastQc = "fastqc";

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var reads = new Option<int>("--reads") { Description = "How many reads of 150 bases the file has.", DefaultValueFactory = _ => 1_000_000 };
        var runs = new Option<int>("--runs") { Description = "How often each is run, in turn.", DefaultValueFactory = _ => 5 };
        var command = new Command("reads", "The import's pass over a gzipped FASTQ, against gzip -t and FastQC.") { reads, runs };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(reads), result.GetValue(runs), cancellation));
        return command;
    }

    private static async Task RunAsync(int wanted, int runs, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var data = new DataFolder(folder.Path);
        var path = Path.Combine(folder.Path, "reads.fastq.gz");
        var (size, reads) = SimulatedReads.Exist ? await SimulatedReads.WriteAsync(path, wanted, cancellation) : (RandomReads.Write(path, wanted), wanted);

        // The first run of each compiles, and brings the file into memory: it does not count.
        PassRun.Of(path, data, reads, cancellation);
        await TestAsync(path, cancellation);
        var ours = new List<PassRun>();
        var theirs = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            ours.Add(PassRun.Of(path, data, reads, cancellation));
            theirs.Add(await TestAsync(path, cancellation));
        }

        double? quality = Tools.Find(FastQc) is null ? null : await Tools.RunAsync(FastQc, ["--quiet", "--outdir", folder.Path, path], cancellation);
        Console.WriteLine(
            $"{Numbers.Text(reads, 0)} reads {(SimulatedReads.Exist ? "by art_illumina" : "made up")}, {Numbers.Text(new FileInfo(path).Length / Megabyte, 1)} MB packed, {Numbers.Text(size / Megabyte, 1)} MB unpacked; medians of {runs} runs in turn");
        Console.WriteLine(Report(ours, theirs, quality, size));
    }

    private static Table Report(List<PassRun> ours, List<double> theirs, double? quality, long size)
    {
        var (wall, peer) = (Numbers.Median(ours.Select(run => run.Wall)), Numbers.Median(theirs));
        var table = new Table("", "Wall s", "CPU s", "Peak MB", "Unpacked MB/s", "Wall of the pass / its wall");
        table.Add(
            "Import's pass",
            Numbers.Text(wall, 2),
            Numbers.Text(Numbers.Median(ours.Select(run => run.Cpu)), 2),
            Numbers.Text(ours.Max(run => run.Peak), 0),
            Numbers.Text(size / Megabyte / wall, 0),
            Numbers.Text(1, 2));
        table.Add("gzip -t", Numbers.Text(peer, 2), "", "", Numbers.Text(size / Megabyte / peer, 0), Numbers.Text(wall / peer, 2));
        if (quality is { } fastQc)
        {
            table.Add("FastQC, once", Numbers.Text(fastQc, 2), "", "", Numbers.Text(size / Megabyte / fastQc, 0), Numbers.Text(wall / fastQc, 2));
        }

        return table;
    }

    /// <summary>Runs <c>gzip -t</c>; gives the seconds that it took, with its start.</summary>
    private static Task<double> TestAsync(string path, CancellationToken cancellation) => Tools.RunAsync("gzip", ["-t", path], cancellation);
}
