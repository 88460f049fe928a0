using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Browser;
using Virtool.App.Tests.Components;
using Virtool.Data.Collections;
using Virtool.Data.Store;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Xunit;

namespace Virtool.App.Tests.Commands;

public sealed class JobsCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("virtool-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 300_000)]
    public async Task Beside_the_running_server_a_job_is_started_again_and_it_does_so()
    {
        await using var server = await RunningServer.StartAsync(_folder, [], Cancellation);
        var jobs = server.Services.GetRequiredService<Collection<Job>>();
        await jobs.InsertAsync(AJob("failed00", JobState.Error) with { Retryable = true }, Cancellation);

        var retried = await AdminAsync("retry", "failed00", "--memory", "1");
        retried.ExitCode.ShouldBe(0, retried.Error);
        retried.Error.ShouldContain("the server that runs its jobs starts it");
        await UntilAsync(async () => (await jobs.GetAsync("failed00", Cancellation))!.Status.Any(status => status.State == JobState.Running));
        (await jobs.GetAsync("failed00", Cancellation))!.WantedMem.ShouldBe(1);

        (await AdminAsync("retry", "nothing0")).ExitCode.ShouldBe(1);
        (await AdminAsync("retry", "failed00", "--memory", "0")).ExitCode.ShouldBe(2);
    }

    [Fact(Timeout = 300_000)]
    public async Task Without_a_server_a_job_is_listed_and_cancelled_by_the_next_one()
    {
        await using (var before = await RunningServer.StartAsync(_folder, [], Cancellation))
        {
            await before.Services.GetRequiredService<Collection<Job>>().InsertAsync(AJob("complete", JobState.Complete), Cancellation);
        }

        // Beside a server it would start at once; the verbs' own way into the data puts it there while none runs.
        await InsertAsync(AJob("waiting0", JobState.Waiting) with { Reason = "Waits for 8 GB of memory; 3 GB is free." });
        var listed = await AdminAsync();
        var lines = listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines.Select(line => line.IndexOf("create_sample", StringComparison.Ordinal)).Distinct().ShouldHaveSingleItem().ShouldBeGreaterThan(0);
        listed.Output.ShouldContain("Waits for 8 GB of memory; 3 GB is free.");

        var cancelled = await AdminAsync("cancel", "waiting0");
        cancelled.ExitCode.ShouldBe(0, cancelled.Error);
        cancelled.Error.ShouldContain("No server runs its jobs now");
        (await AdminAsync("cancel", "complete")).ExitCode.ShouldBe(1);

        await using var after = await RunningServer.StartAsync(_folder, [], Cancellation);
        var jobs = after.Services.GetRequiredService<Collection<Job>>();
        await UntilAsync(async () => (await jobs.GetAsync("waiting0", Cancellation))!.State == JobState.Cancelled);
        (await jobs.GetAsync("waiting0", Cancellation))!.Status.ShouldNotContain(status => status.State == JobState.Running);
    }

    private async Task InsertAsync(Job job)
    {
        await using var services = Virtool.App.Commands.AdminData.Services(
            new System.CommandLine.RootCommand { Virtool.App.Commands.CommonOptions.Data }.Parse(["--data", _folder]));
        await services.EnsureCollectionsAsync(Cancellation);
        await services.GetRequiredService<Collection<Job>>().InsertAsync(job, Cancellation);
    }

    private Task<VirtoolProgram.Ended> AdminAsync(params string[] arguments) =>
        VirtoolProgram.RunAsync(Cancellation, ["admin", "jobs", .. arguments, "--data", _folder]);

    private static Job AJob(string id, JobState state) =>
        Made.Job(state) with { Id = id, Task = "create_sample", Subject = new Subject("samples", "nothing0", "VT-0412"), Args = new() { ["sample_id"] = "nothing0" }, Steps = [] };

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(50, Cancellation);
        }
    }
}
