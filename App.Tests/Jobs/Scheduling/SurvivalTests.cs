using System.Collections.Concurrent;
using System.Globalization;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Jobs.Attempts;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Scheduling;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Jobs.Scheduling;

/// <summary>Jobs whose server ends: left, died, rebooted, elsewhere. Two hosts on one folder, one after the other, are a restart.</summary>
public sealed class SurvivalTests : IDisposable
{
    private const int FiveMinutes = 300_000;
    private const int NoProcess = int.MaxValue;
    private static readonly Machine TwoCores = new(2, 3);
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _begun = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Gate => _folder.File("gate");

    public void Dispose()
    {
        File.WriteAllText(Gate, "");
        _folder.Dispose();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_graceful_stop_leaves_tools_running_and_the_next_server_takes_them_over()
    {
        var (job, tools) = await LeftAsync();
        tools.ShouldAllBe(id => ProcessEntry.Read(id) != null);

        await using var next = await Host().StartAsync();
        await Waiting.UntilAsync(() => _begun.Count == 3);
        tools.ShouldAllBe(id => ProcessEntry.Read(id) != null);
        File.WriteAllText(Gate, "");

        var done = await next.WaitForAsync(job, JobState.Complete);
        done.Attempts.ShouldBe(1);
        done.Status.Select(status => (status.State, status.Stage)).ShouldBe(
            [(JobState.Waiting, null), (JobState.Running, "step_1"), (JobState.Running, "step_2"), (JobState.Running, "step_3"), (JobState.Complete, "step_3")]);
        _begun.ShouldBe(["first 1", "tool 1", "tool 1", "last 1"]);
        (await File.ReadAllLinesAsync(_folder.File("runs"), Cancellation)).ShouldHaveSingleItem();
        await Waiting.UntilAsync(() => Directory.GetDirectories(next.Data.Work).Length == 0);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_graceful_stop_says_how_many_jobs_go_on()
    {
        await using var host = await Host().StartAsync();
        await BegunAsync(host);

        await host.LeaveAsync();

        host.Log.Lines.ShouldContain(line => line.Contains("Tools of 1 job go on without the server", StringComparison.Ordinal));
        host.Log.Lines.ShouldContain(line => line.Contains("sh goes on without the server, and the next one takes it over", StringComparison.Ordinal));
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_server_that_only_lost_the_data_ends_its_tools_and_the_job_begins_anew()
    {
        Job job;
        await using (var host = await Host().StartAsync())
        {
            job = await BegunAsync(host);
        }

        Marked(job).ShouldBeEmpty();
        File.WriteAllText(Gate, "");
        await using var next = await Host().StartAsync();
        (await next.WaitForAsync(job, JobState.Complete)).Attempts.ShouldBe(2);
        _begun.ShouldBe(["first 1", "tool 1", "first 2", "tool 2", "last 2"]);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task After_a_crash_the_tool_that_lives_is_waited_for_and_that_it_died_is_counted()
    {
        var (job, tools) = await LeftAsync(owner => owner with { ProcessId = NoProcess });

        await using var next = await Host().StartAsync();
        await Waiting.UntilAsync(() => _begun.Count == 3);
        tools.ShouldAllBe(id => ProcessEntry.Read(id) != null);
        var running = (await next.Jobs.GetAsync(job.Id, Cancellation))!;
        (running.State, running.Attempts, running.TimesInStep()).ShouldBe((JobState.Running, 1, 2));
        File.WriteAllText(Gate, "");
        await next.WaitForAsync(job, JobState.Complete);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_job_whose_server_died_in_the_same_step_again_and_again_fails_and_can_be_started_again()
    {
        var (job, _) = await LeftAsync(owner => owner with { ProcessId = NoProcess });
        await using var next = Host();
        await next.PrepareAsync();
        await next.Jobs.UpdateAsync(job.Id, seen => seen with { Status = [.. seen.Status, .. Enumerable.Repeat(seen.Status[^1], 4)] }, Cancellation);

        await next.StartAsync();
        var lost = await next.WaitForAsync(job, ended => ended is { State: JobState.Error, CleanUpDue: false });
        lost.Error!.Type.ShouldBe("lost");
        Marked(job).ShouldBeEmpty();

        File.WriteAllText(Gate, "");
        await next.Get<JobService>().RetryAsync(Viewer.Server, job.Id, cancellation: Cancellation);
        (await next.WaitForAsync(job, JobState.Complete)).Attempts.ShouldBe(2);
        _begun.ShouldBe(["first 1", "tool 1", "tool 2", "last 2"]);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task After_a_reboot_a_new_attempt_begins_after_the_finished_steps()
    {
        var (job, _) = await LeftAsync(owner => owner with { Boot = "another" });
        File.WriteAllText(Gate, "");

        await using var next = await Host().StartAsync();

        var done = await next.WaitForAsync(job, JobState.Complete);
        done.Attempts.ShouldBe(2);
        done.Status.Select(status => (status.State, status.Stage, status.Progress)).ShouldContain((JobState.Waiting, null, 0.25));
        _begun.ShouldBe(["first 1", "tool 1", "tool 2", "last 2"]);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_job_of_another_machine_begins_anew()
    {
        var (job, tools) = await LeftAsync(owner => owner with { Boot = "another", Machine = "another" });
        File.WriteAllText(Gate, "");

        await using var next = await Host().StartAsync();

        (await next.WaitForAsync(job, JobState.Complete)).Attempts.ShouldBe(2);
        tools.ShouldAllBe(id => ProcessEntry.Read(id) == null);
        _begun.ShouldBe(["first 1", "tool 1", "first 2", "tool 2", "last 2"]);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_job_that_was_taken_over_is_cancelled_with_its_tools()
    {
        var (job, _) = await LeftAsync();
        await using var next = Host();
        await next.PrepareAsync();
        await next.Jobs.UpdateAsync(job.Id, seen => seen with { CancelRequested = true }, Cancellation);

        await next.StartAsync();

        (await next.WaitForAsync(job, ended => ended is { State: JobState.Cancelled, CleanUpDue: false })).Retryable.ShouldBeTrue();
        Marked(job).ShouldBeEmpty();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_job_goes_on_where_limits_were_lowered_meanwhile_and_others_wait_for_it()
    {
        var (job, _) = await LeftAsync();
        await using var next = Host();
        await next.PrepareAsync();
        await next.Get<SettingsService>().UpdateLimitsAsync(Viewer.Server, new JobLimits { Proc = 1, Mem = 1 }, Cancellation);
        await next.Jobs.UpdateAsync(job.Id, seen => seen with { Proc = 2, Mem = 2 }, Cancellation);
        await next.StartAsync();
        var other = await next.WaitForAsync(await next.SubmitAsync("long"), waiting => waiting.Reason is not null);
        other.State.ShouldBe(JobState.Waiting);

        File.WriteAllText(Gate, "");

        await next.WaitForAsync(job, JobState.Complete);
        await next.WaitForAsync(other, JobState.Complete);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Processes_of_an_attempt_that_nobody_waits_for_are_ended_at_the_start()
    {
        var (job, tools) = await LeftAsync();
        await using var next = Host();
        await next.PrepareAsync();
        await next.Jobs.UpdateAsync(job.Id, seen => seen.Fails(last: null, new JobError("internal", "It failed.", []), seen.CreatedAt), Cancellation);

        await next.StartAsync();

        await Waiting.UntilAsync(() => tools.TrueForAll(id => ProcessEntry.Read(id) is null));
    }

    // Its second step runs a tool, which notes each of its runs, and ends when there is a gate.
    private JobsHost Host() => new(_folder.Path, TwoCores,
    [
        new ScriptedWorkflow(
            "long",
            WorkflowSize.Small,
            async (step, cancellation) =>
            {
                _begun.Enqueue($"first {step.Job.Attempts}");
                await File.WriteAllTextAsync(step.PathOf("first"), "1", cancellation);
            },
            async (step, cancellation) =>
            {
                _begun.Enqueue($"tool {step.Job.Attempts}");
                File.Exists(step.PathOf("first")).ShouldBeTrue();
                await step.RunAsync(new ToolCommand("sh", ["-c", $"echo $$ >>{_folder.File("runs")}; while [ -d {_folder.Path} ] && [ ! -e {Gate} ]; do sleep 0.05; done"]), cancellation);
            },
            (step, _) =>
            {
                _begun.Enqueue($"last {step.Job.Attempts}");
                return Task.CompletedTask;
            }),
    ]);

    private static async Task<Job> BegunAsync(JobsHost host)
    {
        var job = await host.SubmitAsync("long");
        await Waiting.UntilAsync(() => Marked(job).Count > 1);
        return job;
    }

    /// <summary>A job whose server has ended while its tool runs; what is written of that server can be changed.</summary>
    private async Task<(Job Job, List<int> Tools)> LeftAsync(Func<AttemptOwner, AttemptOwner>? change = null)
    {
        await using var host = await Host().StartAsync();
        var job = await BegunAsync(host);
        await Waiting.UntilAsync(() => File.Exists(_folder.File("runs")) && File.ReadAllText(_folder.File("runs")).EndsWith('\n'));
        await host.LeaveAsync();
        var control = Path.Combine(host.Data.Attempt(job.Id, 1), LeftFiles.Control);
        (change ?? (owner => owner))(AttemptOwner.Read(control).ShouldNotBeNull()).Write(control);
        // Not all that is marked: what the tool itself starts comes and goes.
        return (job, [.. File.ReadAllLines(_folder.File("runs")).Select(id => int.Parse(id, CultureInfo.InvariantCulture))]);
    }

    private static List<int> Marked(Job job) =>
        [.. ProcessEntry.All().Where(process => process.RunId()?.StartsWith(job.Id, StringComparison.Ordinal) == true).Select(process => process.Id)];
}
