using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Virtool.Bio.Alignments;
using Virtool.Bio.Pathoscope;

namespace Virtool.Benchmarks.Pathoscope;

/// <summary><c>pathoscope</c>: Pathoscope's own part, SAM in and result out; on a file, or on made-up alignments of growing number.</summary>
internal static class PathoscopeCommand
{
    private const double Megabyte = 1e6;
    private const int Sequences = 5_000;
    private const int SequenceLength = 10_000;

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var sam = new Option<FileInfo?>("--sam") { Description = "Alignments as SAM (otherwise they are made up)." };
        var subtractions = new Option<FileInfo[]>("--subtraction") { Description = "Alignments to a host, as SAM.", DefaultValueFactory = _ => [] };
        var alignments = new Option<int>("--alignments") { Description = "How many alignments are made up at the most.", DefaultValueFactory = _ => 10_000_000 };
        var runs = new Option<int>("--runs") { Description = "How often each is run.", DefaultValueFactory = _ => 3 };
        var command = new Command("pathoscope", "Pathoscope's own part: SAM in, result out.") { sam, subtractions, alignments, runs };
        command.SetAction((result, cancellation) =>
        {
            Run(result.GetValue(sam), result.GetValue(subtractions)!, result.GetValue(alignments), result.GetValue(runs), cancellation);
            return Task.CompletedTask;
        });
        return command;
    }

    private static void Run(FileInfo? sam, FileInfo[] subtractions, int alignments, int runs, CancellationToken cancellation)
    {
        var table = new Table("Alignments", "MB of SAM", "Wall s", "Best wall s", "Peak MB more", "µs an alignment", "Hits");
        if (sam is not null)
        {
            Add(table, sam, subtractions, runs, cancellation);
        }
        else
        {
            using var folder = new TemporaryFolder();
            foreach (var count in new[] { alignments / 4, alignments / 2, alignments })
            {
                var path = Path.Combine(folder.Path, "alignments.sam");
                MadeUpAlignments.Write(path, count, Sequences, SequenceLength);
                Add(table, new FileInfo(path), [], runs, cancellation);
            }
        }

        Console.WriteLine(table);
    }

    private static void Add(Table table, FileInfo sam, FileInfo[] subtractions, int runs, CancellationToken cancellation)
    {
        var (count, lengths) = Look(sam);
        var walls = new List<double>();
        var peak = 0.0;
        var hits = 0;
        for (var run = 0; run <= runs; run++)
        {
            var before = PeakMemory.Forget();
            var watch = Stopwatch.StartNew();
            var result = PathoscopeAnalysis.Run(Open(sam), subtractions.Select(Open), lengths, cancellation);
            using var output = new MemoryStream();
            JsonSerializer.Serialize(output, result);
            hits = result.Hits.Count;
            if (run > 0)
            {
                walls.Add(watch.Elapsed.TotalSeconds);
                peak = Math.Max(peak, PeakMemory.Read() - before);
            }
        }

        var wall = Numbers.Median(walls);
        table.Add(
            Numbers.Text(count, 0), Numbers.Text(sam.Length / Megabyte, 0), Numbers.Text(wall, 2), Numbers.Text(walls.Min(), 2), Numbers.Text(peak, 0), Numbers.Text(wall * 1e6 / count, 3), Numbers.Text(hits, 0));
    }

    /// <summary>How many alignments there are, and how far they reach along each sequence.</summary>
    private static (int Count, Dictionary<string, int> Lengths) Look(FileInfo sam)
    {
        using var reader = new SamReader(Open(sam));
        var names = new NameTable();
        var reach = new List<int>();
        var count = 0;
        while (reader.Read())
        {
            count++;
            var reference = names.Add(reader.Reference);
            if (reference == reach.Count)
            {
                reach.Add(0);
            }

            reach[reference] = Math.Max(reach[reference], reader.Position + reader.Length);
        }

        return (count, reach.Index().ToDictionary(pair => names[pair.Index], pair => pair.Item));
    }

    private static FileStream Open(FileInfo file) => new(file.FullName, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 });
}
