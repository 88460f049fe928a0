using System.CommandLine;
using Virtool.Domain.Jobs;

namespace Virtool.Benchmarks.Jobs;

/// <summary><c>overhead</c>: the demo's Pathoscope as a job, against the same commands in a shell.</summary>
internal static class OverheadCommand
{
    private const double AllowedPart = 0.03;
    private const double AllowedSeconds = 0.3;

    /// <summary>Where the demo's data lies.</summary>
    public static Option<string> Examples() =>
        new("--examples") { Description = "The folder under which the demo's data lies, as build/examples prints it.", DefaultValueFactory = _ => "/" };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var (examples, runs) = (Examples(), new Option<int>("--runs") { Description = "How often each is run, in turn.", DefaultValueFactory = _ => 5 });
        var command = new Command("overhead", "The demo's Pathoscope as a job, against the same commands in a shell.") { examples, runs };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(examples)!, result.GetValue(runs), cancellation));
        return command;
    }

    private static async Task RunAsync(string examples, int runs, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        await using var server = await DemoServer.StartAsync(Path.Combine(folder.Path, "data"), examples, cancellation);
        var shell = new ShellRun(Path.Combine(folder.Path, "shell"), server.Data);

        // The first of each brings programs and files into memory: it does not count.
        await shell.RunAsync(await AnalyseAsync(server, shell, cancellation), cancellation);
        var (asJob, inShell) = (new List<double>(), new List<double>());
        for (var run = 0; run < runs; run++)
        {
            var job = await AnalyseAsync(server, shell, cancellation);
            asJob.Add((job.FinishedAt!.Value - job.CreatedAt).TotalSeconds);
            inShell.Add(await shell.RunAsync(job, cancellation));
        }

        Console.WriteLine($"Pathoscope of {server.Analysis.LibraryReads:N0} reads, from submitted to complete; medians of {runs} runs in turn");
        Console.WriteLine(Report(Numbers.Median(asJob), Numbers.Median(inShell)));
    }

    private static Table Report(double job, double shell)
    {
        var allowed = (AllowedPart * shell) + AllowedSeconds;
        var table = new Table("", "Seconds", "Longer by, s", "Allowed, s", "Time / time in a shell");
        table.Add("As a job", Numbers.Text(job, 2), Numbers.Text(job - shell, 2), Numbers.Text(allowed, 2), Numbers.Text(job / shell, 3));
        table.Add("The same commands in a shell", Numbers.Text(shell, 2), "", "", Numbers.Text(1, 3));
        return table;
    }

    private static async Task<Job> AnalyseAsync(DemoServer server, ShellRun shell, CancellationToken cancellation)
    {
        var analysis = await server.RequestAsync(cancellation);
        return await server.FollowAsync(analysis.JobId, shell.Keep, cancellation);
    }
}
