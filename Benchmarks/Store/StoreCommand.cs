using System.CommandLine;

namespace Virtool.Benchmarks.Store;

/// <summary><c>store</c>: the embedded engine against SQLite used by hand, with the same durability.</summary>
internal static class StoreCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var documents = new Option<int>("--documents") { Description = "How many documents there are before it is measured.", DefaultValueFactory = _ => 100_000 };
        var command = new Command("store", "The embedded engine, against SQLite used by hand with the same durability.") { documents };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(documents), cancellation));
        return command;
    }

    private static async Task RunAsync(int documents, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        await using var embedded = await EmbeddedEngine.OpenAsync(folder.Path, cancellation);
        await using var raw = new RawEngine(Path.Combine(folder.Path, "raw.db"));
        var specimens = Enumerable.Range(0, documents).Select(Specimen.Of);
        await embedded.FillAsync(specimens);
        await raw.FillAsync(specimens);

        Console.WriteLine($"{Numbers.Text(documents, 0)} documents; ratio: time of the embedded engine / time of raw SQLite");
        Console.WriteLine(await new StoreRun(embedded, raw, documents, cancellation).MeasureAsync());
        Console.WriteLine();
        Console.WriteLine(await new RightsRun(embedded, documents, cancellation).MeasureAsync());
    }
}
