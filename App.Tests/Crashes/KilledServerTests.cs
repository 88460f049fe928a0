using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Shouldly;
using Virtool.App.Tests.Browser;
using Virtool.App.Tests.Jobs;
using Virtool.Domain.Jobs;
using Xunit;

namespace Virtool.App.Tests.Crashes;

/// <summary>The server itself under <c>kill -9</c>, on the embedded engine.</summary>
public sealed class KilledServerTests
{
    private const int Files = 8;
    private const int Cancelled = 40;

    // No lease of 10 s is waited for: who listens works. The machine may be busy.
    private static readonly TimeSpan WorkBound = TimeSpan.FromSeconds(8);

    private readonly Random _random = new(20261122);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 1_200_000)]
    public async Task No_file_is_lost_or_doubled_and_no_answer_was_a_lie_however_often_the_server_is_killed()
    {
        await using var lab = await Lab.EmbeddedAsync();
        var acknowledged = new ConcurrentBag<string>();
        var rounds = TestCounts.Of(3, 10);
        var starts = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            var waiting = await Task.WhenAll(Enumerable.Range(0, Cancelled).Select(_ => lab.SubmitAsync("create_subtraction", new() { ["subtraction_id"] = "none", ["file_id"] = "none" })));
            var started = Stopwatch.StartNew();

            // Without a search path the builder of indexes is missing, and its jobs wait.
            await using var server = await ServerProcess.StartAsync(lab.Folder, [.. lab.Settings, "--Tools:Path="], path: lab.Folder);
            starts.Add(started.Elapsed);
            await server.SaysAsync(ServerProcess.Owns);
            (started.Elapsed - starts[^1]).ShouldBeLessThan(WorkBound);
            lab.Drop($"round{round}-", Files);
            using var client = await server.SignInAsync(Lab.Handle, RunningServer.Password, Cancellation);
            var before = acknowledged.Count;
            var cancelling = CancelAsync(client, waiting, acknowledged);
            await Waiting.UntilAsync(() => acknowledged.Count > before);
            await Task.Delay(_random.Next(500), Cancellation);
            await server.KillAsync();
            await cancelling;
        }

        foreach (var id in acknowledged)
        {
            var job = (await lab.Jobs.GetAsync(id, Cancellation)).ShouldNotBeNull();
            (job.CancelRequested || job.State == JobState.Cancelled).ShouldBeTrue($"{job}");
        }

        await using var last = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
        await lab.WholeAsync(rounds * Files, () => last.Log);
        TestContext.Current.SendDiagnosticMessage(
            $"{rounds} kills, {acknowledged.Count} acknowledged requests; from the start to listening: {string.Join(", ", starts.Select(start => $"{start.TotalSeconds:0.0} s"))}");
    }

    [Fact(Timeout = 300_000)]
    public async Task After_a_kill_the_next_server_works_at_once_and_takes_over_the_tools_of_the_one_before()
    {
        await using var lab = await Lab.EmbeddedAsync();
        Job job;
        int tool;
        long fence;
        await using (var killed = await ServerProcess.StartAsync(lab.Folder, lab.Settings))
        {
            job = await lab.SubmitBuildAsync("Host");
            await Waiting.UntilAsync(() => Lab.ToolsOf(job) > 0);
            tool = Lab.LauncherOf(job);
            fence = (await lab.Jobs.GetAsync(job.Id, Cancellation))!.Fence;
            await killed.KillAsync();
        }

        await using var next = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
        var again = await lab.WaitForAsync(job, running => running.Fence > fence, () => next.Log);
        (again.State, again.Attempts).ShouldBe((JobState.Running, 1));
        Lab.LauncherOf(job).ShouldBe(tool);
        lab.OpenGate();
        var done = await lab.WaitForAsync(job, ended => ended.State == JobState.Complete, () => next.Log);
        Lab.ToolsOf(job).ShouldBe(0);
        done.Attempts.ShouldBe(1);

        // A second server on the folder is refused; that one is not disturbed.
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => ServerProcess.StartAsync(lab.Folder, lab.Settings));
        refused.Message.ShouldContain($"Another server (process {next.Id}) uses the data folder");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_server_that_is_told_to_end_leaves_its_tools_running_and_says_so()
    {
        await using var lab = await Lab.EmbeddedAsync();
        Job job;
        await using (var server = await ServerProcess.StartAsync(lab.Folder, lab.Settings))
        {
            job = await lab.SubmitBuildAsync("Host");
            await Waiting.UntilAsync(() => Lab.ToolsOf(job) > 0);
            (await server.EndAsync()).ShouldBe(0, server.Log);
            server.Count("go on without the server").ShouldBe(1, server.Log);
        }

        (await lab.Jobs.GetAsync(job.Id, Cancellation))!.State.ShouldBe(JobState.Running);
        lab.OpenGate();
        await Waiting.UntilAsync(() => Lab.ToolsOf(job) == 0);

        // It ended while there was no server.
        await using var next = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
        var done = await lab.WaitForAsync(job, ended => ended.State == JobState.Complete, () => next.Log);
        done.Attempts.ShouldBe(1);
        lab.ToolRuns.ShouldBe(1);
    }

    private static Task CancelAsync(HttpClient client, IEnumerable<Job> jobs, ConcurrentBag<string> acknowledged) => Parallel.ForEachAsync(
        jobs,
        new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancellation },
        async (job, cancellation) =>
        {
            try
            {
                using var answer = await client.PutAsync(new Uri($"/api/jobs/{job.Id}/cancel", UriKind.Relative), null, cancellation);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                acknowledged.Add(job.Id);
            }
            catch (HttpRequestException)
            {
                // The server was killed before it answered.
            }
        });
}
