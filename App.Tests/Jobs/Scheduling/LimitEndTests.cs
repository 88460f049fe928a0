using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Scheduling;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Jobs.Scheduling;

/// <summary>What happens to jobs that reach a limit: of time, of memory, of the instance.</summary>
public sealed class LimitEndTests : IDisposable
{
    private const int FiveMinutes = 300_000;
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = FiveMinutes)]
    public async Task A_job_that_runs_longer_than_its_time_limit_is_stopped_and_says_so()
    {
        var workflow = new ScriptedWorkflow("endless", WorkflowSize.Large, UntilCancelled);
        await using var host = await new JobsHost(_folder.Path, new Machine(1, 2), [workflow], services => services.AddSingleton<TimeProvider>(_time)).StartAsync();
        await host.Get<SettingsService>().UpdateWorkflowsAsync(Viewer.Server, new Dictionary<string, WorkflowLimits> { ["endless"] = new() { Hours = 1.5 } }, Cancellation);
        host.Get<SchedulerEvents>().Tell(new SchedulerEvent.Resync());
        var first = await host.WaitForAsync(await host.SubmitAsync("endless"), JobState.Running);
        var second = await host.WaitForAsync(await host.SubmitAsync("endless"), job => job.Reason is not null);
        first.TimeLimit.ShouldBe(1.5);

        _time.Advance(TimeSpan.FromMinutes(89));
        (await host.Jobs.GetAsync(first.Id, Cancellation))!.State.ShouldBe(JobState.Running);
        _time.Advance(TimeSpan.FromMinutes(1));

        var ended = await host.WaitForAsync(first, job => job is { State: JobState.Error, CleanUpDue: false });
        ended.Error!.Type.ShouldBe("timed_out");
        ended.Error.Message.ShouldBe("The job ran longer than the 1.5 hours that one of endless may, and was stopped. An administrator can give such jobs more time in Settings; then start it again.");
        ended.Retryable.ShouldBeTrue();
        await host.WaitForAsync(second, JobState.Running);
        ended.Attempts.ShouldBe(1, "it is not started again by itself");
        workflow.CleanedUp.ShouldHaveSingleItem().Id.ShouldBe(first.Id);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_time_limit_counts_from_the_start_over_a_restart_of_the_server()
    {
        var workflow = new ScriptedWorkflow("endless", WorkflowSize.Large, UntilCancelled);
        Job job;
        await using (var host = await new JobsHost(_folder.Path, new Machine(1, 2), [workflow], services => services.AddSingleton<TimeProvider>(_time)).StartAsync())
        {
            job = await host.WaitForAsync(await host.SubmitAsync("endless"), JobState.Running);
            await host.LeaveAsync();
        }

        _time.Advance(TimeSpan.FromHours(23));
        await using (var host = await new JobsHost(_folder.Path, new Machine(1, 2), [workflow], services => services.AddSingleton<TimeProvider>(_time)).StartAsync())
        {
            await Waiting.UntilAsync(() => host.Log.Lines.Any(line => line.Contains("goes on in step", StringComparison.Ordinal)));
            (await host.Jobs.GetAsync(job.Id, Cancellation))!.State.ShouldBe(JobState.Running);
            await host.LeaveAsync();
        }

        _time.Advance(TimeSpan.FromHours(1));
        await using var last = await new JobsHost(_folder.Path, new Machine(1, 2), [workflow], services => services.AddSingleton<TimeProvider>(_time)).StartAsync();
        var ended = await last.WaitForAsync(job, JobState.Error);
        (ended.Error!.Type, ended.Attempts).ShouldBe(("timed_out", 1));
    }

    [Fact]
    public void A_time_limit_that_passed_is_known_after_a_crash_and_leaves_a_cancellation_alone()
    {
        var running = Made() with { State = JobState.Running, TimeLimit = 24 };
        var stopped = running.TimesOut("Pathoscope")!;
        stopped.Error!.Message.ShouldStartWith("The job ran longer than the 24 hours that one of Pathoscope may");
        stopped.IsCancelled(last: null, _time.GetUtcNow())!.State.ShouldBe(JobState.Error);
        stopped.Requeues(_time.GetUtcNow())!.IsCancelled(last: null, _time.GetUtcNow())!.Error!.Type.ShouldBe("timed_out");
        (running with { CancelRequested = true }).TimesOut("Pathoscope").ShouldBeNull();
        (running with { CancelRequested = true }).IsCancelled(last: null, _time.GetUtcNow())!.State.ShouldBe(JobState.Cancelled);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_job_that_ran_out_of_memory_is_started_again_once_by_itself_with_twice_as_much_and_then_offers_it()
    {
        var runner = new HungryRunner(needs: 16);
        var host = await HostAsync(runner, new Machine(2, 17), new JobLimits { SmMem = 2 });
        await using var disposed = host;

        var ended = await host.WaitForAsync(await host.SubmitAsync("hungry"), job => job is { State: JobState.Error, CleanUpDue: false });

        runner.Given.ShouldBe([2, 4]);
        (ended.Attempts, ended.MemoryRaised, ended.Mem, ended.WantedMem).ShouldBe((2, true, 4, 4));
        (ended.Error!.Type, ended.Error.OfferedMem, ended.Error.Message).ShouldBe(("out_of_memory", 8, "fake-tool ran out of its 4 GB of memory; retry with 8 GB?"));
        await host.Get<JobService>().RetryAsync(Viewer.Server, ended.Id, ended.Error.OfferedMem, Cancellation);
        var again = await host.WaitForAsync(ended, JobState.Complete);
        runner.Given.ShouldBe([2, 4, 8, 16]);
        again.Mem.ShouldBe(16);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_job_that_had_all_memory_is_not_started_again_and_is_offered_none()
    {
        var runner = new HungryRunner(needs: 100);
        await using var host = await HostAsync(runner, new Machine(1, 2), new JobLimits());

        var ended = await host.WaitForAsync(await host.SubmitAsync("hungry"), JobState.Error);

        runner.Given.ShouldBe([1]);
        (ended.Attempts, ended.Error!.Type, ended.Error.OfferedMem).ShouldBe((1, "out_of_memory", null));
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_job_that_wants_more_memory_than_all_may_have_is_refused_with_both_numbers()
    {
        await using var host = new JobsHost(_folder.Path, new Machine(1, 2), []);
        await host.PrepareAsync();
        var service = host.Get<JobService>();
        var failed = await service.SubmitAsync(Made() with { State = JobState.Error, Retryable = true }, Cancellation);

        var submitted = await Should.ThrowAsync<RefusedException>(() => service.SubmitAsync(Made() with { WantedMem = 4 }, Cancellation));
        var retried = await Should.ThrowAsync<RefusedException>(() => service.RetryAsync(Viewer.Server, failed.Id, 2, Cancellation));

        submitted.Message.ShouldStartWith("The job wants 4 GB of memory; all jobs together may have 1 GB.");
        retried.Message.ShouldStartWith("The job wants 2 GB of memory; all jobs together may have 1 GB.");
        (await service.SubmitAsync(Made() with { WantedMem = 1 }, Cancellation)).State.ShouldBe(JobState.Waiting);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Imports_hold_back_what_would_run_beside_others_and_nothing_else()
    {
        var workflow = new ScriptedWorkflow("half", WorkflowSize.Small, UntilCancelled);
        await using var host = await new JobsHost(_folder.Path, new Machine(2, 3), [workflow]).StartAsync();
        var (began, ends) = (new TaskCompletionSource(), new TaskCompletionSource());
        var import = Task.Run(() => host.Get<ImportLoad>().While(() => { began.SetResult(); ends.Task.GetAwaiter().GetResult(); }), Cancellation);
        await began.Task;

        await host.WaitForAsync(await host.SubmitAsync("half"), JobState.Running);
        var second = await host.WaitForAsync(await host.SubmitAsync("half"), job => job.Reason is not null);

        second.Reason.ShouldBe("Waits for 1 GB of memory; 0 GB is free, beside 1 GB for files that are being imported.");
        ends.SetResult();
        await import;
        await host.WaitForAsync(second, JobState.Running);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_waiting_job_tells_when_it_starts_about_from_how_long_others_took()
    {
        var workflow = new ScriptedWorkflow("whole", WorkflowSize.Large, UntilCancelled);
        await using var host = new JobsHost(_folder.Path, new Machine(1, 2), [workflow], services => services.AddSingleton<TimeProvider>(_time));
        await host.PrepareAsync();
        var (now, took) = (_time.GetUtcNow(), TimeSpan.FromMinutes(12));
        await host.Jobs.InsertAsync(Made() with { Task = "whole", State = JobState.Complete, StartedAt = now - took, FinishedAt = now }, Cancellation);
        await host.StartAsync();

        await host.WaitForAsync(await host.SubmitAsync("whole"), JobState.Running);
        var second = await host.WaitForAsync(await host.SubmitAsync("whole", now.AddSeconds(1)), job => job.Reason is not null);
        var third = await host.WaitForAsync(await host.SubmitAsync("whole", now.AddSeconds(2)), job => job.Reason is not null);

        (second.ExpectedAt, third.ExpectedAt).ShouldBe((now + took, now + took + took));
        third.Reason.ShouldBe("Waits its turn: 1 job is before it.");
        await host.Get<JobService>().CancelAsync(Viewer.Server, second.Id, Cancellation);
        (await host.WaitForAsync(second, JobState.Cancelled)).ExpectedAt.ShouldBeNull();
        (await host.WaitForAsync(third, job => job.ExpectedAt == now + took)).Reason.ShouldBe("Waits for 1 core; 0 are free, and for 1 GB of memory; 0 GB is free.");
    }

    private static Job Made() =>
        JobRules.Create("task", new Subject("samples", "sample01", "A sample"), RightsRules.Everyone, new Link("user0001", "user"), [], DateTimeOffset.UnixEpoch);

    private static Task UntilCancelled(StepContext step, CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

    private async Task<JobsHost> HostAsync(HungryRunner runner, Machine machine, JobLimits limits)
    {
        var workflow = new ScriptedWorkflow("hungry", WorkflowSize.Small, (step, cancellation) =>
        {
            runner.Given.Enqueue(step.Job.Mem);
            return step.RunAsync(new ToolCommand("fake-tool", []), cancellation);
        });
        var configured = new ConfiguredLimits { Limits = limits };
        return await new JobsHost(_folder.Path, machine, [workflow], services => services.AddSingleton<IProcessRunner>(runner).AddSingleton(configured)).StartAsync();
    }

    /// <summary>Every tool runs out of memory unless its job has so many GB.</summary>
    private sealed class HungryRunner(int needs) : IProcessRunner
    {
        public ConcurrentQueue<int> Given { get; } = [];

        public Task<ToolResult> RunAsync(ProcessRun run, CancellationToken cancel, CancellationToken leave = default) =>
            Task.FromResult(Given.Last() >= needs ? new ToolResult(0, []) : new ToolResult(137, ["Killed"]) { OutOfMemory = true });

        public Task EndAsync(string idPrefix, CancellationToken cancellation) => Task.CompletedTask;

        public Task ReleaseAsync(string jobId) => Task.CompletedTask;
    }
}
