using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Browser;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Changes;
using Virtool.Data.Mongo;
using Virtool.Domain.Jobs;
using Xunit;

namespace Virtool.App.Tests.Crashes;

/// <summary>Two servers on one MongoDB database and one data folder: one in a process of its own, which has the data first, the other in this one.</summary>
public sealed class TwoServersTests
{
    private const int Files = 6;

    // What is promised is half a second, and a lease of 10 s; the machine may be doing other things.
    private static readonly TimeSpan DelayBound = Waiting.Promised(TimeSpan.FromSeconds(5));
    private static readonly TimeSpan TakeOverBound = Waiting.Promised(TimeSpan.FromSeconds(40));
    private static readonly TimeSpan Lease = new MongoOptions().Lease;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task One_is_killed_and_started_again_and_nothing_is_lost_or_doubled()
    {
        await using var lab = await Lab.MongoAsync();
        await using var first = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
        await first.SaysAsync(ServerProcess.Owns);
        await using var second = await RunningServer.StartAsync(lab.Folder, lab.Settings, Cancellation);
        await using var feed = new FeedRecord(second.Services.GetRequiredService<IChangeFeed>());

        // The one that owns the data refuses what the other is asked for, at once.
        var refused = new List<Job>();
        for (var i = 0; i < 5; i++)
        {
            refused.Add(await lab.WaitForAsync(await lab.SubmitAsync("unheard_of"), job => job.State == JobState.Error, () => first.Log));
        }

        refused.Select(job => job.Fence).Distinct().ShouldHaveSingleItem().ShouldBeGreaterThan(0);
        lab.Drop("before-", Files);
        var build = await lab.SubmitBuildAsync("Host");
        await lab.WaitForAsync(build, job => job.State == JobState.Running && Lab.ToolsOf(job) > 0, () => first.Log);
        var killed = Stopwatch.StartNew();
        await first.KillAsync();

        // It may have shown that it lives up to two seconds before.
        lab.Drop("after-", Files);
        var running = await lab.WaitForAsync(build, job => job.State == JobState.Running && job.Fence > refused[0].Fence);
        running.Attempts.ShouldBe(1, "its tool was taken over");
        var takenOver = killed.Elapsed;
        takenOver.ShouldBeInRange(Lease - TimeSpan.FromSeconds(3), TakeOverBound);

        await using var again = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
        await again.SaysAsync(ServerProcess.Waits);
        lab.OpenGate();
        (await lab.WaitForAsync(build, job => job.State == JobState.Complete)).Status.Select(status => status.State).Distinct()
            .ShouldBe([JobState.Waiting, JobState.Running, JobState.Complete]);
        await lab.WholeAsync(2 * Files);

        // A request to the one that was killed and is back is done by the one that owns the data now.
        lab.CloseGate();
        var cancelled = await lab.SubmitBuildAsync("Host 2");
        using var client = await again.SignInAsync(Lab.Handle, RunningServer.Password, Cancellation);
        using var answer = await client.PutAsync(new Uri($"/api/jobs/{cancelled.Id}/cancel", UriKind.Relative), null, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await lab.WaitForAsync(cancelled, job => job is { State: JobState.Cancelled, CleanUpDue: false })).Fence.ShouldBe(running.Fence);
        again.Count(ServerProcess.Owns).ShouldBe(0);

        var delays = await feed.ComparedAsync(lab);
        feed.Resyncs.ShouldBe(0);
        delays[^1].ShouldBeLessThan(DelayBound);
        TestContext.Current.SendDiagnosticMessage(
            $"After a kill the other server went on with the job within {takenOver.TotalSeconds:0.0} s; from a commit to the other's feed: median {delays[delays.Count / 2].TotalMilliseconds:0} ms, longest {delays[^1].TotalMilliseconds:0} ms of {delays.Count}");
    }
}
