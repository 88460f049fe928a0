using System.CommandLine;

namespace Virtool.Benchmarks.Feed;

/// <summary><c>feed</c>: what subscribers cost a writer, and how many changes go through.</summary>
internal static class FeedCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var subscribers = new Option<int>("--subscribers") { Description = "How many listen.", DefaultValueFactory = _ => 200 };
        var command = new Command("feed", "The change feed with many subscribers, against none in the same run.") { subscribers };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(subscribers), cancellation));
        return command;
    }

    private static async Task RunAsync(int subscribers, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        Console.WriteLine($"{Numbers.Text(subscribers, 0)} subscribers that take a batch in 100 ms; medians of {FeedRun.Rounds} rounds in turn; ratio: time with them / time without");
        Console.WriteLine(await new FeedRun(folder.Path, subscribers, cancellation).MeasureAsync());
    }
}
