using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Virtool.Benchmarks.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;

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
        var command = new Command("arrivals", "Many small files that come into the watched folder of a server at once.") { files };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(files), cancellation));
        return command;
    }

    private static async Task RunAsync(int files, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var data = new DataFolder(Path.Combine(folder.Path, "data"));
        var from = Path.Combine(folder.Path, "from");
        Make(from, files);
        await using var services = LoadLab.Open(data.Root);
        await LoadLab.FillAsync(services, Samples, cancellation);
        Directory.CreateDirectory(data.Watch);
        await using var server = await LoadServer.StartAsync(data.Root, Environment.ProcessorCount, cancellation);
        var before = await AskAsync(server, Task.Delay(TimeSpan.FromSeconds(5), cancellation), cancellation);
        var watch = Stopwatch.StartNew();
        var copying = Task.Run(() => Copy(from, data.Watch, watch), cancellation);
        var arriving = ArriveAsync(services.GetRequiredService<Collection<Import>>(), files, cancellation);
        var during = await AskAsync(server, arriving, cancellation);
        await arriving;
        var seconds = watch.Elapsed.TotalSeconds;
        await CheckAsync(services, data, files, cancellation);

        Console.WriteLine($"{Numbers.Text(files, 0)} gzipped files of {ReadsEach} reads each, copied into the watched folder in {Numbers.Text(await copying, 1)} s; each is stored once");
        Console.WriteLine(Report(files, seconds, before, during));
    }

    private static string Report(int files, double seconds, List<double> before, List<double> during)
    {
        var stored = new Table("", "Seconds", "Files per s");
        stored.Add("From the first copy to the last file stored", Numbers.Text(seconds, 1), Numbers.Text(files / seconds, 0));
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
            using var packed = new GZipStream(File.Create(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"sample{number:00000}.fastq.gz"))), CompressionLevel.Fastest);
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

    private static async Task ArriveAsync(Collection<Import> imports, int files, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        while (await imports.CountAsync(Where<Import>.Is(import => import.State, ImportState.Stored), cancellation) < files)
        {
            await Task.Delay(watch.Elapsed < Patience ? Look : throw new TimeoutException("The files were not all stored."), cancellation);
        }
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
}
