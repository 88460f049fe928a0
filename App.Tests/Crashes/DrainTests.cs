using System.Net;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.Domain.Jobs;
using Xunit;

namespace Virtool.App.Tests.Crashes;

/// <summary>A server with <c>--drain</c>, told to end.</summary>
public sealed class DrainTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task It_waits_for_the_job_that_runs_and_starts_no_other()
    {
        await using var lab = await Lab.EmbeddedAsync();
        await using var server = await ServerProcess.StartAsync(lab.Folder, [.. lab.Settings, "--drain"]);
        var job = await lab.SubmitBuildAsync("Host");
        await Waiting.UntilAsync(() => Lab.ToolsOf(job) > 0);

        server.Tell();
        await server.SaysAsync("No job starts any more. The server ends when those that run have ended: 1 of them");
        var later = await lab.SubmitAsync("create_subtraction");
        using (var client = new HttpClient { BaseAddress = server.Address })
        {
            (await client.GetAsync(new Uri("/sign-in", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        lab.OpenGate();
        (await server.EndedAsync()).ShouldBe(0, server.Log);
        (await lab.Jobs.GetAsync(job.Id, Cancellation))!.State.ShouldBe(JobState.Complete);
        var left = (await lab.Jobs.GetAsync(later.Id, Cancellation))!;
        (left.State, left.Attempts).ShouldBe((JobState.Waiting, 0));
        server.Count("go on without the server").ShouldBe(0);
    }

    [Fact(Timeout = 300_000)]
    public async Task Without_a_job_it_ends_at_once()
    {
        await using var lab = await Lab.EmbeddedAsync();
        await using var server = await ServerProcess.StartAsync(lab.Folder, [.. lab.Settings, "--drain"]);
        server.Tell();
        (await server.EndedAsync()).ShouldBe(0, server.Log);
    }

    [Fact(Timeout = 300_000)]
    public async Task Told_again_it_ends_at_once_and_the_tool_goes_on()
    {
        await using var lab = await Lab.EmbeddedAsync();
        await using var server = await ServerProcess.StartAsync(lab.Folder, [.. lab.Settings, "--drain"]);
        var job = await lab.SubmitBuildAsync("Host");
        await Waiting.UntilAsync(() => Lab.ToolsOf(job) > 0);

        server.Tell();
        await server.SaysAsync("No job starts any more");
        server.Tell();

        (await server.EndedAsync()).ShouldBe(0, server.Log);
        Lab.ToolsOf(job).ShouldBeGreaterThan(0);
        server.Count("Tools of 1 job go on without the server").ShouldBe(1, server.Log);
    }
}
