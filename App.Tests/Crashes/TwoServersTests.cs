using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Browser;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Changes;
using Virtool.Data.Mongo;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Crashes;

/// <summary>Two servers on one MongoDB database and one data folder: one in a process of its own, which has the data first, the other in this one.</summary>
public sealed class TwoServersTests
{
    private const int Files = 6;

    // What is promised is half a second, and a lease of 10 s; the machine may be doing other things.
    private static readonly TimeSpan DelayBound = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TakeOverBound = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Lease = new MongoOptions().Lease;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
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
        var running = await lab.WaitForAsync(build, job => job is { State: JobState.Running, Attempts: 2 });
        var takenOver = killed.Elapsed;
        takenOver.ShouldBeInRange(Lease - TimeSpan.FromSeconds(3), TakeOverBound);
        running.Fence.ShouldBeGreaterThan(refused[0].Fence);

        await using var again = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
        await again.SaysAsync(ServerProcess.Waits);
        lab.OpenGate();
        (await lab.WaitForAsync(build, job => job.State == JobState.Complete)).Status.Select(status => status.State).Distinct()
            .ShouldBe([JobState.Waiting, JobState.Running, JobState.Complete]);
        await WholeAsync(lab, 2 * Files);

        // A request to the one that was killed and is back is done by the one that owns the data now.
        lab.CloseGate();
        var cancelled = await lab.SubmitBuildAsync("Host 2");
        using var client = await again.SignInAsync(Lab.Handle, RunningServer.Password, Cancellation);
        using var answer = await client.PutAsync(new Uri($"/api/jobs/{cancelled.Id}/cancel", UriKind.Relative), null, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await lab.WaitForAsync(cancelled, job => job is { State: JobState.Cancelled, CleanUpDue: false })).Fence.ShouldBe(running.Fence);
        again.Count(ServerProcess.Owns).ShouldBe(0);

        var delays = await ComparedAsync(lab, feed);
        TestContext.Current.SendDiagnosticMessage(
            $"After a kill the other server ran the job again within {takenOver.TotalSeconds:0.0} s; from a commit to the other's feed: median {delays[delays.Count / 2].TotalMilliseconds:0} ms, longest {delays[^1].TotalMilliseconds:0} ms of {delays.Count}");
    }

    private static async Task WholeAsync(Lab lab, int files)
    {
        await Waiting.UntilAsync(async () => await lab.CountAsync<Sample>(Where<Sample>.Is(sample => sample.State, SampleState.Ready)) == files);
        (await lab.CountAsync<Sample>()).ShouldBe(files);
        (await lab.CountAsync<Import>(Where<Import>.Is(import => import.State, ImportState.Stored))).ShouldBe(files);
        (await lab.CountAsync<Job>(Where<Job>.Is(job => job.Task, "create_sample"))).ShouldBe(files);
    }

    /// <summary>Compares what the feed told with what stands in the database; gives from when to when it took, the shortest first.</summary>
    private static async Task<List<TimeSpan>> ComparedAsync(Lab lab, FeedRecord feed)
    {
        var address = await MongoServer.AddressAsync();
        using var client = new MongoClient(address, lab.DatabaseName, threads: 1);
        var rows = await client.ListAsync("changes", [], new Bson { ["sort"] = new Bson { ["_id"] = 1 } }, Cancellation);
        rows.Select(row => row["_id"].Whole).ShouldBe(Enumerable.Range(1, rows.Count).Select(i => (long)i), "the sequence has no gap");
        await Waiting.UntilAsync(() => feed.Last >= rows.Count);

        var seen = feed.Seen;
        feed.Resyncs.ShouldBe(0);
        seen.Select(one => one.Change.Sequence).ShouldBeInOrder();
        seen.Select(one => one.Change.Sequence).ShouldBeUnique();
        var told = seen.Select(one => (one.Change.Collection, one.Change.Id)).ToHashSet();
        rows.Where(row => row["_id"].Whole > feed.Start).Select(row => (row["collection"].Text!, row["id"].Text!)).ShouldAllBe(document => told.Contains(document));

        var committed = rows.ToDictionary(row => row["_id"].Whole, row => DateTimeOffset.FromUnixTimeMilliseconds(row["at"].Whole));
        var delays = seen.Select(one => one.At - committed[one.Change.Sequence]).Order().ToList();
        delays[^1].ShouldBeLessThan(DelayBound);
        return delays;
    }
}
