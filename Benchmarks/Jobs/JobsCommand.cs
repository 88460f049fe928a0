using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Benchmarks.Jobs;

/// <summary><c>jobs</c>: jobs that do nothing, through the scheduler, against the same writes given to the store directly.</summary>
internal static class JobsCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var count = new Option<int>("--jobs") { Description = "How many jobs are submitted at once.", DefaultValueFactory = _ => 1000 };
        var waiting = new Option<int>("--waiting") { Description = "How many jobs wait where a decision is made.", DefaultValueFactory = _ => 10_000 };
        var command = new Command("jobs", "Jobs that do nothing, through scheduler and store, against the same writes to the store alone; and a decision with many waiting jobs.") { count, waiting };
        command.SetAction(async (result, cancellation) =>
        {
            await RunAsync(result.GetValue(count), cancellation);
            Console.WriteLine();
            Console.WriteLine(DecisionRun.Measure(result.GetValue(waiting)));
        });
        return command;
    }

    private static async Task RunAsync(int count, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        await using var server = await JobsServer.OpenAsync(Path.Combine(folder.Path, "scheduled"), cancellation);
        await using var peer = await JobsServer.OpenAsync(Path.Combine(folder.Path, "written"), cancellation);
        await server.StartAsync(cancellation);

        // One job and its writes first: they compile what is measured.
        await ScheduleAsync(server, 1, 1, cancellation);
        await WriteAsync(peer.Jobs, await FinishedAsync(server.Jobs, cancellation), cancellation);

        var scheduled = await ScheduleAsync(server, count, count + 1, cancellation);
        var finished = (await FinishedAsync(server.Jobs, cancellation)).Skip(1).ToList();
        var written = await WriteAsync(peer.Jobs, finished, cancellation);
        var writes = finished.Sum(job => job.Revision);
        Console.WriteLine($"{Numbers.Text(count, 0)} jobs of one step that does nothing, submitted at once; {Numbers.Text(writes, 0)} durable writes");
        Console.WriteLine(Report(count, scheduled, written));
    }

    private static Table Report(int count, double scheduled, double written)
    {
        var table = new Table("", "Seconds", "Jobs per s", "Time / time of the writes alone");
        table.Add("Submitted to complete", Numbers.Text(scheduled, 2), Numbers.Text(count / scheduled, 0), Numbers.Text(scheduled / written, 2));
        table.Add("The same writes, store alone", Numbers.Text(written, 2), Numbers.Text(count / written, 0), Numbers.Text(1, 2));
        return table;
    }

    /// <summary>Submits jobs and waits for all that were ever submitted; gives the seconds.</summary>
    private static async Task<double> ScheduleAsync(JobsServer server, int count, int total, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => server.Service.SubmitAsync(JobOf(number), cancellation)));
        while (await CountAsync(server.Jobs, JobState.Complete, cancellation) < total)
        {
            if (await CountAsync(server.Jobs, JobState.Error, cancellation) > 0)
            {
                throw new InvalidOperationException("A job failed; the log says why.");
            }

            await Task.Delay(Look, cancellation);
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static Task<long> CountAsync(Collection<Job> jobs, JobState state, CancellationToken cancellation) =>
        jobs.CountAsync(Where<Job>.Is(job => job.State, state), cancellation);

    /// <summary>The jobs that are complete, in the order in which they were submitted.</summary>
    private static Task<IReadOnlyList<Job>> FinishedAsync(Collection<Job> jobs, CancellationToken cancellation) =>
        jobs.FindAsync(Query<Job>.All.Where(Where<Job>.Is(job => job.State, JobState.Complete)).OrderBy(job => job.CreatedAt), cancellation);

    /// <summary>Writes each job as often as it was written when it ran: all side by side, each write after that before. Gives the seconds.</summary>
    private static async Task<double> WriteAsync(Collection<Job> jobs, IReadOnlyList<Job> finished, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(finished.Select(async job =>
        {
            var written = await jobs.InsertAsync(job, cancellation);
            while (written.Revision < job.Revision)
            {
                written = await jobs.ReplaceAsync(written, cancellation) ?? throw new InvalidOperationException("Somebody else wrote the job.");
            }
        }));
        return watch.Elapsed.TotalSeconds;
    }

    private static Job JobOf(int number) => JobRules.Create(
        "idle",
        new Subject("samples", "sample01", string.Create(CultureInfo.InvariantCulture, $"Sample {number}")),
        RightsRules.Everyone,
        new Link("user0001", "user"),
        [],
        TimeProvider.System.GetUtcNow());
}
