using System.CommandLine;

namespace Virtool.Benchmarks.References;

/// <summary><c>references FILE</c>: what is done with a whole reference on the embedded engine.</summary>
internal static class ReferencesCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "An export of a reference, as plant_viruses.json.gz." };
        var runs = new Option<int>("--runs") { Description = "How often it is done, each time in a new database.", DefaultValueFactory = _ => 5 };
        var command = new Command("references", "Import, search, index, export, copy and removal of a whole reference on the embedded engine.") { file, runs };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(file)!, result.GetValue(runs), cancellation));
        return command;
    }

    private static async Task RunAsync(FileInfo file, int runs, CancellationToken cancellation)
    {
        var measured = new List<ReferenceRun>();
        for (var run = 0; run < runs; run++)
        {
            measured.Add(await ReferenceRun.OfAsync(file.FullName, cancellation));
        }

        var table = new Table("", "First s", "Median s", "Longest s", "First MB more", "Most MB more");
        foreach (var (row, part) in measured[0].Parts.Index())
        {
            var each = measured.ConvertAll(run => run.Parts[row]);
            table.Add(
                part.Name,
                Numbers.Text(part.Seconds, 3),
                Numbers.Text(Numbers.Median(each.Select(one => one.Seconds)), 3),
                Numbers.Text(each.Max(one => one.Seconds), 3),
                Numbers.Text(part.Megabytes, 0),
                Numbers.Text(each.Max(one => one.Megabytes), 0));
        }

        Console.WriteLine($"{file.Name}: {Numbers.Text(measured[0].Otus, 0)} viruses; {runs} runs in turn, each in a new database, the first before anything is compiled; memory is the peak above what was resident before");
        Console.WriteLine(table);
    }
}
