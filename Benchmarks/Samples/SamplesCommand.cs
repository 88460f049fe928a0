using System.CommandLine;

namespace Virtool.Benchmarks.Samples;

/// <summary><c>samples</c>: pages of a long list of samples, as the service gives them, on the embedded engine.</summary>
internal static class SamplesCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var samples = new Option<int>("--samples") { Description = "How many samples there are.", DefaultValueFactory = _ => 100_000 };
        var runs = new Option<int>("--runs") { Description = "How often each page is asked for.", DefaultValueFactory = _ => 20 };
        var command = new Command("samples", "The list of many samples, filtered and sorted, with its totals, for one who sees 1 % of them and for an administrator.") { samples, runs };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(samples), result.GetValue(runs), cancellation));
        return command;
    }

    private static async Task RunAsync(int samples, int runs, CancellationToken cancellation)
    {
        await using var list = await LongList.FillAsync(samples, cancellation);
        var table = new Table("Page of 25", "One of 1 %: first ms", "median ms", "longest ms", "found", "Administrator: first ms", "median ms", "longest ms", "found");
        foreach (var (name, filter, order) in LongList.Pages)
        {
            var (few, all) = (await list.MeasureAsync(LongList.Few, filter, order, runs, cancellation), await list.MeasureAsync(LongList.All, filter, order, runs, cancellation));
            table.Add([name, .. few.Cells, .. all.Cells]);
        }

        Console.WriteLine($"{Numbers.Text(samples, 0)} samples; each time the page, how many are found and how many there are; first: as it was asked for the first time");
        Console.WriteLine(table);
    }
}
