using System.Collections.Concurrent;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Jobs.Scheduling;

/// <summary>Jobs that failed or were cancelled, and are started again.</summary>
public sealed class RetryTests : IDisposable
{
    private const int FiveMinutes = 300_000;
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _seen = [];
    private bool _fails = true;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = FiveMinutes)]
    public async Task It_begins_at_the_first_unfinished_step_with_exactly_the_files_that_finished_steps_left()
    {
        await using var host = await Host().StartAsync();
        var job = await FailedAsync(host);
        job.Retryable.ShouldBeTrue();
        Names(host.Data.Attempt(job.Id, 1)).ShouldBe(["first", "kept/inner"]);

        _fails = false;
        var waiting = await host.Get<JobService>().RetryAsync(Viewer.Server, job.Id, cancellation: Cancellation);
        (waiting.Stage, waiting.Error, waiting.Progress, waiting.FinishedSteps()).ShouldBe((null, null, 0.25, 1));
        var done = await host.WaitForAsync(job, JobState.Complete);

        (done.Attempts, done.Retryable).ShouldBe((2, false));
        done.Steps[0].ShouldBe(job.Steps[0]);
        done.Steps[1].StartedAt.ShouldNotBe(job.Steps[1].StartedAt);
        _seen.ShouldBe(["first", "second: first, kept/inner", "second: first, kept/inner", "third: first, half, kept/inner"]);
        await Waiting.UntilAsync(() => Directory.GetDirectories(host.Data.Work).Length == 0);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_tool_that_failed_runs_again_and_is_not_told_from_the_run_before()
    {
        var workflow = new ScriptedWorkflow(
            "tool",
            WorkflowSize.Small,
            (_, _) => Task.CompletedTask,
            (step, cancellation) => step.RunAsync(new ToolCommand("sh", ["-c", $"test -e {_folder.File("mended")}"]), cancellation));
        await using var host = await Host(workflow).StartAsync();
        var job = await host.WaitForAsync(await host.SubmitAsync("tool"), ended => ended is { State: JobState.Error, CleanUpDue: false });

        await File.WriteAllTextAsync(_folder.File("mended"), "", Cancellation);
        await host.Get<JobService>().RetryAsync(Viewer.Server, job.Id, cancellation: Cancellation);

        (await host.WaitForAsync(job, JobState.Complete)).Steps[1].ExitStatus.ShouldBe(0);
    }

    [Theory(Timeout = FiveMinutes)]
    [InlineData("removed")]
    [InlineData("shorter")]
    [InlineData("all gone")]
    public async Task It_begins_at_the_first_step_where_a_file_is_not_as_it_was_left(string harm)
    {
        await using var host = await Host().StartAsync();
        var job = await FailedAsync(host);
        var folder = host.Data.Attempt(job.Id, 1);
        switch (harm)
        {
            case "removed":
                File.Delete(Path.Combine(folder, "kept", "inner"));
                break;
            case "shorter":
                await File.WriteAllTextAsync(Path.Combine(folder, "first"), "", Cancellation);
                break;
            default:
                Directory.Delete(folder, recursive: true);
                break;
        }

        _fails = false;
        await host.Get<JobService>().RetryAsync(Viewer.Server, job.Id, cancellation: Cancellation);

        await host.WaitForAsync(job, JobState.Complete);
        _seen.ShouldBe(["first", "second: first, kept/inner", "first", "second: first, kept/inner", "third: first, half, kept/inner"]);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_job_that_was_cancelled_can_be_started_again()
    {
        var workflow = new ScriptedWorkflow(
            "long",
            WorkflowSize.Small,
            Noting("first"),
            async (step, cancellation) =>
            {
                Note("second", step);
                await File.WriteAllTextAsync(step.PathOf("half"), "half", cancellation);
                await (_fails ? Task.Delay(Timeout.Infinite, cancellation) : Task.CompletedTask);
            });
        await using var host = await Host(workflow).StartAsync();
        var job = await host.WaitForAsync(await host.SubmitAsync("long"), running => running.Stage == "step_2");
        await Waiting.UntilAsync(() => File.Exists(Path.Combine(host.Data.Attempt(job.Id, 1), "half")));
        await host.Get<JobService>().CancelAsync(Viewer.Server, job.Id, Cancellation);
        await host.WaitForAsync(job, ended => ended is { State: JobState.Cancelled, CleanUpDue: false });
        Names(host.Data.Attempt(job.Id, 1)).ShouldBe(["first"]);

        _fails = false;
        await host.Get<JobService>().RetryAsync(Viewer.Server, job.Id, cancellation: Cancellation);

        await host.WaitForAsync(job, JobState.Complete);
        _seen.ShouldBe(["first", "second: first", "second: first"]);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_job_whose_first_step_failed_leaves_no_folder()
    {
        await using var host = await Host(new ScriptedWorkflow("bad", WorkflowSize.Small, (_, _) => throw new InvalidOperationException("It is broken."))).StartAsync();

        var job = await host.WaitForAsync(await host.SubmitAsync("bad"), ended => ended is { State: JobState.Error, CleanUpDue: false });

        job.Retryable.ShouldBeTrue();
        await Waiting.UntilAsync(() => Directory.GetDirectories(host.Data.Work).Length == 0);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Work_and_logs_go_when_the_job_is_removed()
    {
        await using var host = await Host().StartAsync();
        var job = await FailedAsync(host);
        Directory.Exists(host.Data.Log(job.Id)).ShouldBeTrue();

        await host.Get<JobService>().RemoveAsync(Viewer.Server, job.Id, Cancellation);

        await Waiting.UntilAsync(() => !Directory.Exists(Path.Combine(host.Data.Work, job.Id)) && !Directory.Exists(host.Data.Log(job.Id)));
    }

    [Theory(Timeout = FiveMinutes)]
    [InlineData(6, true)]
    [InlineData(8, false)]
    public async Task Work_of_a_failed_job_goes_after_seven_days_and_the_job_can_still_be_started_again(int days, bool isKept)
    {
        Job job;
        await using (var host = await Host().StartAsync())
        {
            job = await FailedAsync(host);
            await host.Jobs.UpdateAsync(job.Id, ended => ended with { FinishedAt = ended.FinishedAt - TimeSpan.FromDays(days) }, Cancellation);
        }

        _fails = false;
        await using var next = Host();
        var others = Path.Combine(next.Data.Work, "complete");
        await next.PrepareAsync();
        await next.Jobs.InsertAsync(job with { Id = "complete", State = JobState.Complete, Revision = 0 }, Cancellation);
        Directory.CreateDirectory(others);
        await next.StartAsync();
        await Waiting.UntilAsync(() => !Directory.Exists(others) && (isKept || !Directory.Exists(Path.Combine(next.Data.Work, job.Id))));
        Directory.Exists(next.Data.Attempt(job.Id, 1)).ShouldBe(isKept);

        await next.Get<JobService>().RetryAsync(Viewer.Server, job.Id, cancellation: Cancellation);
        await next.WaitForAsync(job, JobState.Complete);
    }

    private async Task<Job> FailedAsync(JobsHost host) =>
        await host.WaitForAsync(await host.SubmitAsync("three"), ended => ended is { State: JobState.Error, CleanUpDue: false });

    private JobsHost Host(IWorkflow? workflow = null) => new(_folder.Path, new Machine(2, 3), [workflow ?? Three()]);

    // The second of its steps fails for as long as it is to, having written half a file.
    private ScriptedWorkflow Three() => new(
        "three",
        WorkflowSize.Small,
        async (step, cancellation) =>
        {
            _seen.Enqueue("first");
            await File.WriteAllTextAsync(step.PathOf("first"), "1", cancellation);
            Directory.CreateDirectory(step.PathOf("kept"));
            await File.WriteAllTextAsync(step.PathOf("kept/inner"), "2", cancellation);
        },
        async (step, cancellation) =>
        {
            Note("second", step);
            await File.WriteAllTextAsync(step.PathOf("half"), "half", cancellation);
            Directory.CreateDirectory(step.PathOf("empty"));
            await (_fails ? step.RunAsync(new ToolCommand("fake-tool", ["exit", "3"]), cancellation) : Task.CompletedTask);
        },
        (step, _) =>
        {
            Note("third", step);
            return Task.CompletedTask;
        });

    private Func<StepContext, CancellationToken, Task> Noting(string step) => async (context, cancellation) =>
    {
        _seen.Enqueue(step);
        await File.WriteAllTextAsync(context.PathOf(step), step, cancellation);
    };

    private void Note(string step, StepContext context) => _seen.Enqueue($"{step}: {string.Join(", ", Names(context.Folder))}");

    private static IEnumerable<string> Names(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file))
        .Where(name => !name.StartsWith("control", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
