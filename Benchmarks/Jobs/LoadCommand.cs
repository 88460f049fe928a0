using System.CommandLine;

namespace Virtool.Benchmarks.Jobs;

/// <summary><c>load</c>: how soon the list of samples answers while every core is full of bowtie2.</summary>
internal static class LoadCommand
{
    private const int WarmUps = 20;

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var examples = OverheadCommand.Examples();
        var requests = new Option<int>("--requests") { Description = "How often each address is asked for.", DefaultValueFactory = _ => 500 };
        var samples = new Option<int>("--samples") { Description = "How many samples there are.", DefaultValueFactory = _ => 2000 };
        var command = new Command("load", "How soon the list of samples answers while every core is full of bowtie2, and while none is.") { examples, requests, samples };
        command.SetAction((result, cancellation) =>
            RunAsync(result.GetValue(examples)!, result.GetValue(samples), result.GetValue(requests), cancellation));
        return command;
    }

    private static async Task RunAsync(string examples, int samples, int requests, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var (cores, data) = (Environment.ProcessorCount, Path.Combine(folder.Path, "data"));
        await LoadLab.FillAsync(data, examples, samples, 2 * cores, cancellation);
        var table = new Table("ms from request to the whole answer", "Median", "95 %", "Longest");
        await using (var server = await LoadServer.StartAsync(data, cores, cancellation))
        {
            await server.WaitForRunningAsync(count => count == cores, cancellation);
            await MeasureAsync(server, requests, table, "while every core maps reads", cancellation);
            if ((await server.RunningAsync(cancellation)).Count < cores)
            {
                throw new InvalidOperationException("The jobs ended before the measurement did: ask for fewer requests.");
            }
        }

        await using (var server = await LoadServer.StartAsync(data, cores, cancellation))
        {
            await MeasureAsync(server, requests, table, "while nothing runs", cancellation);
        }

        Console.WriteLine($"{Numbers.Text(samples, 0)} samples; {Numbers.Text(requests, 0)} requests of each, one after another; {cores} cores, and as many Pathoscope jobs of one core each");
        Console.WriteLine(table);
    }

    private static async Task MeasureAsync(LoadServer server, int requests, Table table, string when, CancellationToken cancellation)
    {
        string[] addresses = ["/api/samples", "/samples"];
        var times = addresses.ToDictionary(address => address, _ => new List<double>());
        for (var request = -WarmUps; request < requests; request++)
        {
            foreach (var address in addresses)
            {
                var time = await server.TimeAsync(address, cancellation);
                if (request >= 0)
                {
                    times[address].Add(time);
                }
            }
        }

        foreach (var (address, all) in times)
        {
            table.Add($"{address} {when}", Numbers.Text(Numbers.Median(all), 1), Numbers.Text(Numbers.Quantile(all, 0.95), 1), Numbers.Text(all.Max(), 1));
        }
    }
}
