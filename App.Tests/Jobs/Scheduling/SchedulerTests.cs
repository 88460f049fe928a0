using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Data.Changes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Jobs.Logs;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Scheduling;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Jobs.Scheduling;

public sealed class SchedulerTests : IDisposable
{
    private const int FiveMinutes = 300_000;
    private static readonly Machine TwoCores = new(2, 3);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = FiveMinutes)]
    public async Task A_job_runs_a_real_tool_and_completes()
    {
        var output = "";
        var workflow = new ScriptedWorkflow(
            "real",
            WorkflowSize.Small,
            async (step, cancellation) =>
            {
                var upper = new ToolCommand("fake-tool", ["upper"]) { Source = new ToolCommand("fake-tool", ["print", "it's", "two words"]), OutputFile = step.PathOf("out") };
                await step.RunAsync(upper, cancellation);
                output = await File.ReadAllTextAsync(step.PathOf("out"), cancellation);
            },
            (step, cancellation) => step.RunAsync(new ToolCommand("fake-tool", ["print", "done"]), cancellation));
        await using var host = await Host(workflow).StartAsync();

        var job = await host.WaitForAsync(await host.SubmitAsync("real"), JobState.Complete);

        output.ShouldBe("IT'S\nTWO WORDS\n");
        job.Progress.ShouldBe(1);
        (job.Proc, job.Mem, job.Attempts).ShouldBe((1, 1, 1));
        job.Status.Select(status => (status.State, status.Stage, status.Progress)).ShouldBe(
        [
            (JobState.Waiting, null, 0),
            (JobState.Running, "step_1", 0.33),
            (JobState.Running, "step_2", 0.67),
            (JobState.Complete, "step_2", 1),
        ]);
        job.Steps.ShouldAllBe(step => step.ExitStatus == 0 && step.FinishedAt >= step.StartedAt && step.Tools!["fake-tool"] == "1.2.3");
        host.Get<JobLog>().Tail(job.Id).Lines.Select(line => $"{line.Step} {line.Text}").ShouldBe(
            ["1 $ fake-tool print 'it'\\''s' 'two words' | fake-tool upper > " + Path.Combine(host.Data.Attempt(job.Id, 1), "out"), "2 $ fake-tool print done", "2 done"]);
        await Waiting.UntilAsync(() => Directory.GetDirectories(host.Data.Work).Length == 0);
        workflow.CleanedUp.ShouldBeEmpty();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_failing_tool_fails_the_job_with_its_last_words_and_cleans_up()
    {
        var workflow = new ScriptedWorkflow("failing", WorkflowSize.Small, Tool("exit", "3"), (_, _) => throw new InvalidOperationException("Never reached."));
        await using var host = await Host(workflow).StartAsync();

        var job = await host.WaitForAsync(await host.SubmitAsync("failing"), ended => ended is { State: JobState.Error, CleanUpDue: false });

        job.Status[^1].Error!.Message.ShouldBe(job.Error!.Message);
        job.Error.Type.ShouldBe("tool_failed");
        job.Error.Message.ShouldBe("fake-tool ended with exit status 3. Its last words are below.");
        job.Error.Details.ShouldBe(["last words of 3"]);
        (job.Stage, job.Progress, job.Steps[0].ExitStatus, job.Steps[1].StartedAt).ShouldBe(("step_1", 0.33, 3, null));
        workflow.CleanedUp.ShouldHaveSingleItem().State.ShouldBe(JobState.Error);
        await Waiting.UntilAsync(() => Directory.GetDirectories(host.Data.Work).Length == 0);
        host.Get<JobLog>().Tail(job.Id).Lines[^1].Text.ShouldBe(job.Error.Message);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_source_that_is_given_malformed_input_says_so_whatever_its_reader_says_after_it()
    {
        var workflow = new ScriptedWorkflow(
            "malformed",
            WorkflowSize.Small,
            (step, cancellation) => step.RunAsync(
                new ToolCommand("sh", ["-c", "cat; sleep 0.1; echo 0 reads >&2"]) { Source = new ToolCommand("virtool", ["say", "2", "Line 4 of reads.fq has no quality."]) },
                cancellation));
        await using var host = new JobsHost(_folder.Path, TwoCores, [workflow], virtool: Path.Combine(AppContext.BaseDirectory, "fake-tool"));
        await host.StartAsync();

        var job = await host.WaitForAsync(await host.SubmitAsync("malformed"), JobState.Error);

        job.Error!.Type.ShouldBe("bad_input");
        job.Error.Message.ShouldBe("Line 4 of reads.fq has no quality.");
        job.Error.Details.ShouldBe(["0 reads", "Line 4 of reads.fq has no quality."]);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_job_of_a_workflow_that_nobody_knows_fails_with_its_name()
    {
        await using var host = await Host().StartAsync();

        var job = await host.WaitForAsync(await host.SubmitAsync("unheard_of"), JobState.Error);

        job.Error!.Type.ShouldBe("unknown_workflow");
        job.Error.Message.ShouldContain("unheard_of");
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_missing_tool_is_said_at_the_start_and_where_tools_are_listed()
    {
        var workflow = new ScriptedWorkflow("missing", WorkflowSize.Small, (step, cancellation) => step.RunAsync(new ToolCommand("no-such-tool", []), cancellation)) { Tools = ["no-such-tool", "fake-tool"] };
        await using var host = await Host(workflow).StartAsync();
        host.Log.Lines.ShouldContain(line => line.Contains("The program no-such-tool is not on this machine.", StringComparison.Ordinal));
        var tools = await host.Get<ToolVersions>().AllAsync(TestContext.Current.CancellationToken);
        tools.Select(tool => (tool.Name, tool.Version, tool.Path is null)).ShouldBe([("fake-tool", "1.2.3", false), ("no-such-tool", null, true)]);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Asking_for_versions_leaves_nothing_and_removes_what_a_killed_server_left()
    {
        await using var host = Host(new ScriptedWorkflow("asking", WorkflowSize.Small, Tool("setsid")) { Tools = ["fake-tool"] });
        var (left, asked) = (Path.Combine(host.Data.Versions, "left"), Path.Combine(host.Data.Versions, "asked"));
        Directory.CreateDirectory(left);
        Directory.CreateDirectory(asked);
        Directory.SetLastWriteTimeUtc(left, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        await host.StartAsync();
        await host.Get<ToolVersions>().AllAsync(TestContext.Current.CancellationToken);

        Directory.GetDirectories(host.Data.Versions).ShouldBe([asked]);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_running_job_is_cancelled_and_its_tools_are_gone()
    {
        var workflow = new ScriptedWorkflow("long", WorkflowSize.Small, Tool("setsid"));
        await using var host = await Host(workflow).StartAsync();
        var job = await host.SubmitAsync("long");
        await Waiting.UntilAsync(() => Marked(job).Count > 3);

        await host.Get<JobService>().CancelAsync(Viewer.Server, job.Id, TestContext.Current.CancellationToken);

        var ended = await host.WaitForAsync(job, cancelled => cancelled is { State: JobState.Cancelled, CleanUpDue: false });
        Marked(job).ShouldBeEmpty();
        (ended.Stage, ended.Progress, ended.Error).ShouldBe(("step_1", 0.5, null));
        ended.Steps[0].FinishedAt.ShouldNotBeNull();
        workflow.CleanedUp.ShouldHaveSingleItem().State.ShouldBe(JobState.Cancelled);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_waiting_job_is_cancelled_and_cleaned_up_without_running()
    {
        var workflow = new ScriptedWorkflow("whole", WorkflowSize.Large, UntilCancelled);
        await using var host = await Host(workflow).StartAsync();
        await host.WaitForAsync(await host.SubmitAsync("whole"), JobState.Running);
        var waiting = await host.WaitForAsync(await host.SubmitAsync("whole"), job => job.Reason is not null);

        await host.Get<JobService>().CancelAsync(Viewer.Server, waiting.Id, TestContext.Current.CancellationToken);

        var ended = await host.WaitForAsync(waiting, job => job is { State: JobState.Cancelled, CleanUpDue: false });
        (ended.Attempts, ended.Reason, ended.StartedAt).ShouldBe((0, null, null));
        workflow.CleanedUp.ShouldHaveSingleItem().Id.ShouldBe(waiting.Id);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_job_that_does_not_fit_waits_with_its_reason_and_steps_and_starts_when_it_does()
    {
        var gate = new TaskCompletionSource();
        var first = new ScriptedWorkflow("first", WorkflowSize.Large, (_, cancellation) => gate.Task.WaitAsync(cancellation));
        var second = new ScriptedWorkflow("second", WorkflowSize.Small, Nothing, Nothing);
        var light = new ScriptedWorkflow("light", WorkflowSize.None, Nothing);
        await using var host = await Host(first, second, light).StartAsync();
        await host.WaitForAsync(await host.SubmitAsync("first"), JobState.Running);

        var waiting = await host.WaitForAsync(await host.SubmitAsync("second"), job => job.Reason is not null);
        var behind = await host.WaitForAsync(await host.SubmitAsync("second"), job => job.Reason is not null);
        waiting.Reason.ShouldBe("Waits for 1 core; 0 are free, and for 1 GB of memory; 0 GB is free.");
        behind.Reason.ShouldBe("Waits its turn: 1 job is before it.");
        waiting.Steps.Select(step => step.Title).ShouldBe(["Step 1", "Step 2"]);

        await host.WaitForAsync(await host.SubmitAsync("light"), JobState.Complete);
        (await host.Jobs.GetAsync(waiting.Id, TestContext.Current.CancellationToken))!.State.ShouldBe(JobState.Waiting);

        gate.SetResult();
        (await host.WaitForAsync(waiting, JobState.Complete)).Reason.ShouldBeNull();
        await host.WaitForAsync(behind, JobState.Complete);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Limits_hold_at_once_for_jobs_that_start_and_not_for_those_that_run()
    {
        var workflow = new ScriptedWorkflow("large", WorkflowSize.Large, UntilCancelled);
        await using var host = await Host(workflow).StartAsync();
        var running = await host.WaitForAsync(await host.SubmitAsync("large"), JobState.Running);
        var waiting = await host.WaitForAsync(await host.SubmitAsync("large"), job => job.Reason is not null);
        (running.Proc, running.Mem).ShouldBe((2, 2));

        var lower = new JobLimits { Proc = 1, Mem = 1 };
        await host.Get<SettingsService>().UpdateLimitsAsync(Viewer.Server, lower, TestContext.Current.CancellationToken);
        await host.Get<JobService>().CancelAsync(Viewer.Server, running.Id, TestContext.Current.CancellationToken);

        var started = await host.WaitForAsync(waiting, JobState.Running);
        (started.Proc, started.Mem).ShouldBe((1, 1));
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task The_oldest_job_starts_first_whatever_came_first_to_be_seen()
    {
        var order = new ConcurrentQueue<string>();
        var workflow = new ScriptedWorkflow("large", WorkflowSize.Large, (step, _) =>
        {
            order.Enqueue(step.Job.Id);
            return Task.CompletedTask;
        });
        await using var host = Host(workflow);
        await host.PrepareAsync();
        var now = DateTimeOffset.UnixEpoch;
        var young = await host.SubmitAsync("large", now.AddMinutes(2));
        var old = await host.SubmitAsync("large", now);
        var middle = await host.SubmitAsync("large", now.AddMinutes(1));

        await host.StartAsync();

        await host.WaitForAsync(young, JobState.Complete);
        order.ShouldBe([old.Id, middle.Id, young.Id]);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_job_that_was_missed_is_found_by_the_rescan()
    {
        var time = new ManualTime();
        var workflow = new ScriptedWorkflow("quick", WorkflowSize.Small, Nothing);
        await using var host = new JobsHost(_folder.Path, TwoCores, [workflow], services => services.AddSingleton<TimeProvider>(time).AddSingleton<IChangeFeed>(new ChangeFeed()));
        await host.StartAsync();
        await Waiting.UntilAsync(() => time.WaitingCount > 0);

        var job = await host.SubmitAsync("quick");

        await host.WaitForAsync(job, seen =>
        {
            time.Advance(TimeSpan.FromSeconds(30));
            return seen.State == JobState.Complete;
        });
    }

    private static Task Nothing(StepContext step, CancellationToken cancellation) => Task.CompletedTask;

    private static Task UntilCancelled(StepContext step, CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

    private static Func<StepContext, CancellationToken, Task> Tool(params string[] arguments) =>
        (step, cancellation) => step.RunAsync(new ToolCommand("fake-tool", arguments), cancellation);

    private static List<int> Marked(Job job) =>
        [.. ProcessEntry.All().Where(process => process.RunId()?.StartsWith(job.Id, StringComparison.Ordinal) == true).Select(process => process.Id)];

    private JobsHost Host(params IWorkflow[] workflows) => new(_folder.Path, TwoCores, workflows);
}
