using System.CommandLine;
using Virtool.Domain.Files;

namespace Virtool.Benchmarks.Reads;

/// <summary><c>reads</c>: the import's pass over a gzipped FASTQ against <c>gzip -t</c>, and FastQC, on the same file.</summary>
internal static class ReadsCommand
{
    private const double Megabyte = 1e6;
    private const string FastQc = "fastqc";
    private const double WarmUpSeconds = 5;

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var reads = new Option<int>("--reads") { Description = "How many reads of 150 bases the file has.", DefaultValueFactory = _ => 1_000_000 };
        var runs = new Option<int>("--runs") { Description = "How often each is run, in turn.", DefaultValueFactory = _ => 5 };
        var parts = new Option<bool>("--parts") { Description = "Measure each part of the pass alone, too." };
        var command = new Command("reads", "The import's pass over a gzipped FASTQ, against gzip -t and FastQC.") { reads, runs, parts };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(reads), result.GetValue(runs), result.GetValue(parts), cancellation));
        return command;
    }

    private static async Task RunAsync(int wanted, int runs, bool parts, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var data = new DataFolder(folder.Path);
        var path = Path.Combine(folder.Path, "reads.fastq.gz");
        var (size, reads) = SimulatedReads.Exist ? await SimulatedReads.WriteAsync(path, wanted, cancellation) : (RandomReads.Write(path, wanted), wanted);

        await TestAsync(path, cancellation);
        WarmUp(path, data, reads, cancellation);
        var ours = new List<PassRun>();
        var theirs = new List<ToolRun>();
        for (var run = 0; run < runs; run++)
        {
            ours.Add(PassRun.Of(path, data, reads, cancellation));
            theirs.Add(await TestAsync(path, cancellation));
        }

        var quality = Tools.Find(FastQc) is null ? null : await Tools.RunAsync(FastQc, ["--quiet", "--outdir", folder.Path, path], cancellation);
        Console.WriteLine(
            $"{Numbers.Text(reads, 0)} reads {(SimulatedReads.Exist ? "by art_illumina" : "made up")}, {Numbers.Text(new FileInfo(path).Length / Megabyte, 1)} MB packed, {Numbers.Text(size / Megabyte, 1)} MB unpacked; medians of {runs} runs in turn");
        Console.WriteLine(Report(ours, theirs, quality, size));
        if (parts)
        {
            Console.WriteLine();
            Console.WriteLine(new PassParts(path, folder.Path, runs).Measure(reads));
        }
    }

    /// <summary>
    /// Runs that do not count: they bring the file into memory, and the runtime compiles again what it finds to run often, for which it takes
    /// some seconds where it has one core.
    /// </summary>
    private static void WarmUp(string path, DataFolder data, int reads, CancellationToken cancellation)
    {
        for (var cpu = 0.0; cpu < WarmUpSeconds;)
        {
            cpu += PassRun.Of(path, data, reads, cancellation).Cpu;
        }
    }

    private static Table Report(List<PassRun> ours, List<ToolRun> theirs, ToolRun? quality, long size)
    {
        var table = new Table("", "Wall s", "CPU s", "Best CPU s", "Peak MB", "Unpacked MB/s", "Wall of the pass / its wall", "CPU / its CPU");
        var pass = ours.ConvertAll(run => new ToolRun(run.Wall, run.Cpu));
        Add("Import's pass", pass, Numbers.Text(ours.Max(run => run.Peak), 0));
        Add("gzip -t", theirs, "");
        if (quality is not null)
        {
            Add("FastQC, once", [quality], "");
        }

        return table;

        void Add(string name, List<ToolRun> runs, string peak)
        {
            var (wall, cpu) = (Wall(runs), Cpu(runs));
            table.Add(
                name,
                Numbers.Text(wall, 2),
                Numbers.Text(cpu, 2),
                Numbers.Text(runs.Min(run => run.Cpu), 2),
                peak,
                Numbers.Text(size / Megabyte / wall, 0),
                Numbers.Text(Wall(pass) / wall, 2),
                Numbers.Text(Cpu(pass) / cpu, 2));
        }
    }

    private static double Wall(List<ToolRun> runs) => Numbers.Median(runs.Select(run => run.Wall));

    private static double Cpu(List<ToolRun> runs) => Numbers.Median(runs.Select(run => run.Cpu));

    /// <summary>Runs <c>gzip -t</c>.</summary>
    private static Task<ToolRun> TestAsync(string path, CancellationToken cancellation) => Tools.RunAsync("gzip", ["-t", path], cancellation);
}
