using System.Diagnostics;
using Shouldly;
using Virtool.App.Tests.Browser;
using Virtool.Data.Mongo;
using Virtool.Domain.Jobs;
using Xunit;

namespace Virtool.App.Tests.Crashes;

/// <summary>A server that owned the data, stood still, and goes on as if nothing had been.</summary>
public sealed class FrozenServerTests
{
    private static readonly TimeSpan Lease = new MongoOptions().Lease;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task One_that_was_frozen_while_the_other_took_over_moves_nothing_and_has_the_data_again_when_that_ends()
    {
        await using var lab = await Lab.MongoAsync();
        await using var first = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
        await first.SaysAsync(ServerProcess.Owns);
        Job build;
        await using (var second = await RunningServer.StartAsync(lab.Folder, lab.Settings, Cancellation))
        {
            build = await lab.SubmitBuildAsync("Host");
            var before = await lab.WaitForAsync(build, job => job.State == JobState.Running && Lab.ToolsOf(job) > 0, () => first.Log);
            first.Freeze();
            var after = await lab.WaitForAsync(build, job => job is { State: JobState.Running, Attempts: 2 } && Lab.ToolsOf(job) > 0);
            after.Fence.ShouldBeGreaterThan(before.Fence);

            first.Wake();
            await first.SaysAsync(ServerProcess.Lost);
            var now = (await lab.Jobs.GetAsync(build.Id, Cancellation))!;
            (now.Revision, now.State, now.Attempts).ShouldBe((after.Revision, JobState.Running, 2), "what the first did of it when it woke up was refused");
            Lab.ToolsOf(now).ShouldBeGreaterThan(0, "the tools of the second were left alone");

            first.Count("failed in step").ShouldBe(0);

            // It serves all the same.
            using var client = await first.SignInAsync(Lab.Handle, RunningServer.Password, Cancellation);
            (await client.GetStringAsync(new Uri($"/api/jobs/{build.Id}", UriKind.Relative), Cancellation)).ShouldContain("running");
            lab.OpenGate();
            await lab.WaitForAsync(build, job => job.State == JobState.Complete);
            lab.CloseGate();
        }

        // The second ended well: nobody waits for its lease to run out.
        var ended = Stopwatch.StartNew();
        await first.SaysAsync(ServerProcess.Owns, times: 2);
        ended.Elapsed.ShouldBeLessThan(Lease - TimeSpan.FromSeconds(2));
        var next = await lab.SubmitBuildAsync("Host 2");
        (await lab.WaitForAsync(next, job => job.State == JobState.Running, () => first.Log)).Fence.ShouldBeGreaterThan((await lab.Jobs.GetAsync(build.Id, Cancellation))!.Fence);
    }
}
