using System.Globalization;
using Shouldly;
using Virtool.App.Tests.Jobs.Processes;
using Virtool.Jobs.Limits;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Usage;
using Xunit;

namespace Virtool.App.Tests.Jobs.Limits;

/// <summary>With real processes, by control groups and, everywhere, by what is used without them.</summary>
public sealed class EnforcementTests : IDisposable
{
    private const int FiveMinutes = 300_000;
    private const long Little = 64 << 20;
    private readonly RunLab _lab = new();
    private readonly RunLab _other = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _lab.Dispose();
        _other.Dispose();
    }

    [Theory(Timeout = FiveMinutes)]
    [InlineData(LimitsMode.Auto)]
    [InlineData(LimitsMode.Watchdog)]
    public async Task A_tool_that_takes_more_memory_than_its_job_may_is_stopped_alone(LimitsMode mode)
    {
        await using var runner = await RunnerAsync(mode);
        var neighbour = runner.It.RunAsync(_other.Run(RunLab.Fake("hold", "10"), Little), Cancellation);
        await _other.StartedAsync();

        var result = await runner.It.RunAsync(_lab.Run(RunLab.Fake("eat"), Little), Cancellation);

        result.OutOfMemory.ShouldBeTrue();
        result.ExitStatus.ShouldBe(137);
        _lab.Marked().ShouldBeEmpty();
        neighbour.IsCompleted.ShouldBeFalse();
        await _other.WriteAsync("gate", "");
        (await neighbour).ShouldSatisfyAllConditions(other => other.ExitStatus.ShouldBe(0), other => other.OutOfMemory.ShouldBeFalse());
    }

    [Theory(Timeout = FiveMinutes)]
    [InlineData(LimitsMode.Auto)]
    [InlineData(LimitsMode.Watchdog)]
    public async Task Of_a_pipeline_that_runs_out_of_memory_nothing_goes_on(LimitsMode mode)
    {
        await using var runner = await RunnerAsync(mode);

        var result = await runner.It.RunAsync(_lab.Run(RunLab.Fake("stubborn") with { Source = RunLab.Fake("eat") }, Little), Cancellation);

        result.OutOfMemory.ShouldBeTrue();
        _lab.Marked().ShouldBeEmpty();
    }

    [Theory(Timeout = FiveMinutes)]
    [InlineData(LimitsMode.Auto)]
    [InlineData(LimitsMode.Watchdog)]
    public async Task A_job_that_ran_out_of_memory_runs_with_more(LimitsMode mode)
    {
        await using var runner = await RunnerAsync(mode);
        await runner.It.RunAsync(_lab.Run(RunLab.Fake("hold", "100"), Little), Cancellation);
        await _lab.WriteAsync("gate", "");
        Directory.Delete(_lab.File("control"), recursive: true);

        var result = await runner.It.RunAsync(_lab.Run(RunLab.Fake("hold", "100"), 8 * Little), Cancellation);

        (result.ExitStatus, result.OutOfMemory).ShouldBe((0, false));
    }

    [Theory(Timeout = FiveMinutes)]
    [InlineData(LimitsMode.Auto)]
    [InlineData(LimitsMode.Watchdog)]
    public async Task A_failure_of_another_kind_is_not_one_of_memory(LimitsMode mode)
    {
        await using var runner = await RunnerAsync(mode);

        var result = await runner.It.RunAsync(_lab.Run(RunLab.Fake("half"), Little), Cancellation);

        (result.ExitStatus, result.OutOfMemory).ShouldBe((137, false));
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_run_that_ran_out_of_memory_while_no_server_watched_is_told_as_such()
    {
        await NeedAsync(ability: 0);
        await using var runner = await RunnerAsync(LimitsMode.Auto);
        using var leave = new CancellationTokenSource();
        var run = _lab.Run(new ToolCommand("bash", ["-c", "echo started; until [ -e gate ]; do sleep 0.02; done; exec fake-tool eat"]), Little);
        var left = runner.It.RunAsync(run, Cancellation, leave.Token);
        await _lab.StartedAsync();
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(left);
        await _lab.WriteAsync("gate", "");
        await Waiting.UntilAsync(() => _lab.Control.Launcher(_lab.Id) is null);

        var result = await _lab.Runner().RunAsync(run, Cancellation);

        (result.OutOfMemory, result.ExitStatus).ShouldBe((true, 137));
    }

    [Theory(Timeout = FiveMinutes)]
    [InlineData(LimitsMode.Auto)]
    [InlineData(LimitsMode.Watchdog)]
    public async Task A_job_keeps_no_more_cores_busy_than_it_may(LimitsMode mode)
    {
        Assert.SkipWhen(Environment.ProcessorCount < 2, "This machine has one core.");
        await using var runner = await RunnerAsync(mode);

        var result = await runner.It.RunAsync(_lab.Run(RunLab.Fake("busy", "2"), Little), Cancellation);

        // Two loops for two seconds: four seconds of processor time without a limit on an idle machine, two with it.
        result.CpuSeconds.ShouldNotBeNull().ShouldBeLessThan(2.7);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_tool_without_a_session_a_mark_or_manners_is_gone_after_a_cancel()
    {
        await NeedAsync(ability: 2);
        await using var runner = await RunnerAsync(LimitsMode.Auto);
        using var cancel = new CancellationTokenSource();
        var running = runner.It.RunAsync(_lab.Run(RunLab.Fake("nameless"), Little), cancel.Token);
        var nameless = await NamelessAsync();

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);

        ProcessEntry.Read(nameless).ShouldBeNull();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_server_after_the_one_that_started_it_ends_it_too()
    {
        await NeedAsync(ability: 2);
        await using var runner = await RunnerAsync(LimitsMode.Auto);
        using var leave = new CancellationTokenSource();
        var running = runner.It.RunAsync(_lab.Run(RunLab.Fake("nameless"), Little), Cancellation, leave.Token);
        var nameless = await NamelessAsync();
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);

        await _lab.Runner().EndAsync(_lab.Id, Cancellation);

        ProcessEntry.Read(nameless).ShouldBeNull();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Groups_of_a_job_go_when_it_ends_and_strays_are_known()
    {
        await NeedAsync(ability: 2);
        var limits = _lab.Limits(LimitsMode.Auto);
        var job = _lab.Id.Split('.')[0];
        await using (var runner = await RunnerAsync(LimitsMode.Auto))
        {
            await runner.It.RunAsync(_lab.Run(RunLab.Fake("print"), Little), Cancellation);
            (await limits.JobsAsync(Cancellation)).ShouldBe([job]);

            await runner.It.ReleaseAsync(job);
            (await limits.JobsAsync(Cancellation)).ShouldBeEmpty();

            await runner.It.RunAsync(_lab.Run(RunLab.Fake("print", "again"), Little), Cancellation);
        }

        await limits.SweepAsync(await limits.JobsAsync(Cancellation));
        (await limits.JobsAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_server_that_lets_go_of_a_job_leaves_what_another_runs_of_it()
    {
        await NeedAsync(ability: 2);
        await using var first = await RunnerAsync(LimitsMode.Auto);
        var run = _lab.Run(RunLab.Fake("print", "one"), Little);
        await first.It.RunAsync(run, Cancellation);
        await using var second = await RunnerAsync(LimitsMode.Auto);
        var next = second.It.RunAsync(run with { Id = $"{run.Limits!.JobId}.2.1.1", Command = RunLab.Fake("hold", "1") }, Cancellation);
        await _lab.StartedAsync();

        await first.It.ReleaseAsync(run.Limits.JobId);
        await _lab.WriteAsync("gate", "");

        (await next).ExitStatus.ShouldBe(0);
    }

    [Theory(Timeout = FiveMinutes)]
    [InlineData(LimitsMode.Auto)]
    [InlineData(LimitsMode.Watchdog)]
    [InlineData(LimitsMode.None)]
    public async Task What_a_run_uses_is_measured_also_over_a_take_over(LimitsMode mode)
    {
        await using var runner = await RunnerAsync(mode);
        using var leave = new CancellationTokenSource();
        var run = _lab.Run(RunLab.Fake("hold", "40"), 8 * Little);
        var running = runner.It.RunAsync(run, Cancellation, leave.Token);
        await Waiting.UntilAsync(() => _lab.Control.PeakMemory > 40_000_000);
        await _lab.StartedAsync();
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
        await _lab.WriteAsync("gate", "");
        await Waiting.UntilAsync(() => _lab.Control.ExitStatus is not null);

        var result = await _lab.Runner(mode).RunAsync(run, Cancellation);

        result.PeakMemory.ShouldNotBeNull().ShouldBeInRange(40_000_000, 400_000_000);
        result.CpuSeconds.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Theory(Timeout = FiveMinutes)]
    [InlineData(LimitsMode.Auto)]
    [InlineData(LimitsMode.Watchdog)]
    public async Task Running_jobs_are_measured_while_they_run(LimitsMode mode)
    {
        var runs = new LiveRuns(TimeProvider.System);
        await using var runner = await RunnerAsync(mode, runs);
        var running = runner.It.RunAsync(_lab.Run(RunLab.Fake("busy", "3"), 8 * Little), Cancellation);
        IReadOnlyList<JobUsage> seen = [];
        await Waiting.UntilAsync(() => (seen = runs.Measure()) is [{ Cores: > 0.2, Memory: > 0 }]);

        seen[0].JobId.ShouldBe(_lab.Id.Split('.')[0]);
        seen[0].PeakMemory.ShouldBeGreaterThanOrEqualTo(seen[0].Memory);
        await running;
        runs.Measure().ShouldBeEmpty();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_tool_that_cannot_join_its_group_is_not_started_and_the_log_says_why()
    {
        await NeedAsync(ability: 2);
        await using var runner = await RunnerAsync(LimitsMode.Auto);
        var launcher = new Launcher(new Toolbox(Microsoft.Extensions.Options.Options.Create(new ToolOptions { Path = AppContext.BaseDirectory })));
        var run = _lab.Run(RunLab.Fake("print", "never"));
        _lab.Control.Begin(RunStart.Now(run, RunGroup.None));

        await launcher.Start(run, launcher.Arguments(run, new RunGroup(null, null, [_lab.File("nowhere/cgroup.procs")]))).Task;

        _lab.Control.ExitStatus.ShouldBe(126);
        var log = await _lab.ReadAsync("step.log");
        log.ShouldContain("could not be put under its job's limits");
        log.ShouldNotContain("never");
    }

    private async Task<int> NamelessAsync()
    {
        await Waiting.UntilAsync(() => File.Exists(_lab.File("nameless")) && new FileInfo(_lab.File("nameless")).Length > 0);
        return int.Parse(await _lab.ReadAsync("nameless"), CultureInfo.InvariantCulture);
    }

    private async Task NeedAsync(int ability)
    {
        var found = (await _lab.Limits(LimitsMode.Auto).AbilitiesAsync(Cancellation))[ability];
        Assert.SkipUnless(found.Means?.StartsWith("control groups", StringComparison.Ordinal) == true, $"This machine has no control groups for it: {found.Sentence}");
    }

    private async Task<Held> RunnerAsync(LimitsMode mode, LiveRuns? runs = null)
    {
        if (mode == LimitsMode.Auto)
        {
            await NeedAsync(ability: 0);
        }

        return new Held(_lab.Runner(mode, runs: runs), [_lab.Id.Split('.')[0], _other.Id.Split('.')[0]]);
    }

    /// <summary>Lets go of the jobs at the end.</summary>
    private sealed record Held(LocalProcessRunner It, IReadOnlyList<string> Jobs) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var job in Jobs)
            {
                await It.ReleaseAsync(job);
            }
        }
    }
}
