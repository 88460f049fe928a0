using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Virtool.Benchmarks.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Samples;
using Virtool.Domain.Users;
using Virtool.Domain.Watching;

namespace Virtool.Benchmarks.Reads;

/// <summary><c>arrivals</c>: many small files that come into the watched folder of a server at once.</summary>
internal static class ArrivalsCommand
{
    private const int Seed = 20190;
    private const int ReadsEach = 100;
    private const int Length = 150;
    private const int Samples = 2000;
    private const string Address = "/api/samples";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var files = new Option<int>("--files") { Description = "How many files come at once.", DefaultValueFactory = _ => 10_000 };
        var samples = new Option<bool>("--samples") { Description = "The folder's rule makes a sample of each file." };
        var command = new Command("arrivals", "Many small files that come into the watched folder of a server at once.") { files, samples };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(files), result.GetValue(samples), cancellation));
        return command;
    }

    private static async Task RunAsync(int files, bool samples, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var data = new DataFolder(Path.Combine(folder.Path, "data"));
        var from = Path.Combine(folder.Path, "from");
        Make(from, files);
        await using var services = LoadLab.Open(data.Root);
        await LoadLab.FillAsync(services, Samples, cancellation);
        Directory.CreateDirectory(data.Watch);
        if (samples)
        {
            await RuleAsync(services, data, cancellation);
        }

        await using var server = await LoadServer.StartAsync(data.Root, Environment.ProcessorCount, cancellation);
        var before = await AskAsync(server, Task.Delay(TimeSpan.FromSeconds(5), cancellation), cancellation);
        var watch = Stopwatch.StartNew();
        var copying = Task.Run(() => Copy(from, data.Watch, watch), cancellation);
        var stored = UntilAsync<Import>(services, Where<Import>.Is(import => import.State, ImportState.Stored), files, watch, cancellation);
        var made = samples ? UntilAsync<Sample>(services, Where<Sample>.Is(sample => sample.State, SampleState.Ready), files + Samples, watch, cancellation) : stored;
        var during = await AskAsync(server, Task.WhenAll(stored, made), cancellation);
        var stretches = new List<(string What, double Seconds)> { ("the last file stored", await stored) };
        if (samples)
        {
            stretches.Add(("the last sample ready", await made));
            await CheckSamplesAsync(services, data, files, cancellation);
        }
        else
        {
            await CheckAsync(services, data, files, cancellation);
        }

        Console.WriteLine($"{Numbers.Text(files, 0)} gzipped files of {ReadsEach} reads each, copied into the watched folder in {Numbers.Text(await copying, 1)} s; each is {(samples ? "one sample" : "stored once")}");
        Console.WriteLine(Report(files, stretches, before, during));
    }

    private static string Report(int files, List<(string What, double Seconds)> stretches, List<double> before, List<double> during)
    {
        var stored = new Table("From the first copy to", "Seconds", "Files per s");
        foreach (var (what, seconds) in stretches)
        {
            stored.Add(what, Numbers.Text(seconds, 1), Numbers.Text(files / seconds, 0));
        }

        var answers = new Table($"{Address}, ms to the whole answer", "Requests", "Median", "95 %", "Longest");
        foreach (var (when, times) in new[] { ("before", before), ("while they come", during) })
        {
            answers.Add(when, Numbers.Text(times.Count, 0), Numbers.Text(Numbers.Median(times), 1), Numbers.Text(Numbers.Quantile(times, 0.95), 1), Numbers.Text(times.Max(), 1));
        }

        return $"{stored}{Environment.NewLine}{Environment.NewLine}{answers}";
    }

    private static void Make(string folder, int files)
    {
        var random = new Random(Seed);
        Directory.CreateDirectory(folder);
        for (var number = 0; number < files; number++)
        {
            using var packed = new GZipStream(File.Create(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"VT-1{number:00000}.fastq.gz"))), CompressionLevel.Fastest);
            for (var read = 0; read < ReadsEach; read++)
            {
                packed.Write(Encoding.ASCII.GetBytes($"@VT01:1:{number}:{read}\n{random.GetString("ACGT", Length)}\n+\n{random.GetString("#,:FI", Length)}\n"));
            }
        }
    }

    private static double Copy(string from, string to, Stopwatch watch)
    {
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Waits until there are so many; gives the seconds by a watch.</summary>
    private static async Task<double> UntilAsync<T>(ServiceProvider services, Filter which, int count, Stopwatch watch, CancellationToken cancellation)
        where T : Document
    {
        while (await services.GetRequiredService<Collection<T>>().CountAsync(which, cancellation) < count)
        {
            await Task.Delay(watch.Elapsed < Patience ? Look : throw new TimeoutException("The files did not all arrive."), cancellation);
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static async Task RuleAsync(ServiceProvider services, DataFolder data, CancellationToken cancellation)
    {
        var user = (await services.GetRequiredService<Collection<User>>().FindAsync(Filter.All, cancellation))[0];
        var folder = new WatchedFolder { Id = WatchedFolder.FirstId, Path = data.Watch, Rule = new ImportRule { MakeSamples = true, User = new Link(user.Id, user.Handle) } };
        await services.GetRequiredService<Collection<WatchedFolder>>().InsertAsync(folder, cancellation);
    }

    /// <summary>Asks for the samples one time after another until something is done.</summary>
    private static async Task<List<double>> AskAsync(LoadServer server, Task done, CancellationToken cancellation)
    {
        var times = new List<double>();
        while (!done.IsCompleted)
        {
            times.Add(await server.TimeAsync(Address, cancellation));
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }

        return times;
    }

    private static async Task CheckAsync(ServiceProvider services, DataFolder data, int files, CancellationToken cancellation)
    {
        var imports = await services.GetRequiredService<Collection<Import>>().CountAsync(cancellation: cancellation);
        var stored = await services.GetRequiredService<Collection<StoredFile>>().CountAsync(cancellation: cancellation);
        var lying = Directory.EnumerateFiles(data.Files).Count(path => Path.GetFileName(path)[0] != '.');
        if (imports != files || stored != files || lying != files)
        {
            throw new InvalidOperationException($"Of {files} files there are {imports} imports, {stored} documents and {lying} files.");
        }
    }

    /// <summary>Samples have taken the files out of the files directory, each one.</summary>
    private static async Task CheckSamplesAsync(ServiceProvider services, DataFolder data, int files, CancellationToken cancellation)
    {
        var made = await services.GetRequiredService<Collection<Sample>>().FindAsync(Where<Sample>.IsNot(sample => sample.User.Id, LoadLab.Owner), cancellation);
        var names = made.SelectMany(sample => sample.Files).Select(file => file.From.Name).Distinct(StringComparer.Ordinal).Count();
        var lying = made.Count(sample => File.Exists(data.Reads(sample.Id, 1)));
        if (made.Count != files || names != files || lying != files)
        {
            throw new InvalidOperationException($"Of {files} files there are {made.Count} samples of {names} files, and {lying} have their reads.");
        }
    }
}
