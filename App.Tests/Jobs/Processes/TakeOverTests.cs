using System.Diagnostics;
using System.Globalization;
using Shouldly;
using Virtool.Jobs.Processes;
using Xunit;

namespace Virtool.App.Tests.Jobs.Processes;

public sealed class TakeOverTests : IDisposable
{
    private const int FiveMinutes = 300_000;
    private readonly RunLab _lab = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _lab.Dispose();

    [Fact(Timeout = FiveMinutes)]
    public async Task A_run_that_was_left_goes_on_and_its_end_is_told_to_the_next_server()
    {
        var run = _lab.Run(Gated(status: 3));
        await LeftAsync(run);
        var process = _lab.Control.ProcessId;

        var taken = _lab.Runner().RunAsync(run, Cancellation);
        await _lab.WriteAsync("gate", "");
        var result = await taken;

        (result.ExitStatus, result.BlamedTool).ShouldBe((3, "bash"));
        result.LastWords.ShouldBe(["started", "ended"]);
        _lab.Count("started").ShouldBe(1);
        _lab.Control.ProcessId.ShouldBe(process);
        _lab.Marked().ShouldBeEmpty();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_run_that_ended_while_nobody_looked_is_told()
    {
        var run = _lab.Run(Gated(status: 3));
        await LeftAsync(run);
        await _lab.WriteAsync("gate", "");
        await Waiting.UntilAsync(() => _lab.Control.ExitStatus is not null);

        var result = await _lab.Runner().RunAsync(run, Cancellation);

        result.ExitStatus.ShouldBe(3);
        result.LastWords.ShouldBe(["started", "ended"]);
        result.CpuSeconds.ShouldNotBeNull();
        _lab.Count("started").ShouldBe(1);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Only_the_words_of_the_run_itself_are_its_last_words()
    {
        await _lab.WriteAsync("step.log", "of a run before\n");
        var run = _lab.Run(RunLab.Fake("exit", "7"));
        await _lab.Runner().RunAsync(run, Cancellation);

        (await _lab.Runner().RunAsync(run, Cancellation)).LastWords.ShouldBe(["last words of 7"]);
        _lab.Count("last words of 7").ShouldBe(1);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_run_that_was_taken_over_can_be_left_again_and_cancelled()
    {
        var run = _lab.Run(RunLab.Fake("stubborn"));
        await LeftAsync(run);
        await LeftAsync(run);
        _lab.Marked().ShouldNotBeEmpty();
        using var cancel = new CancellationTokenSource();
        var taken = _lab.Runner().RunAsync(run, cancel.Token);

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(taken);

        _lab.Count("started").ShouldBe(1);
        _lab.Marked().ShouldBeEmpty();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Another_command_in_the_same_folder_is_no_take_over()
    {
        await LeftAsync(_lab.Run(RunLab.Fake("stubborn")));

        var result = await _lab.Runner().RunAsync(_lab.Run(RunLab.Fake("exit", "5")), Cancellation);

        result.ExitStatus.ShouldBe(5);
        _lab.Marked().ShouldBeEmpty();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_process_with_the_id_but_another_start_is_not_believed()
    {
        var run = _lab.Run(Gated());
        await LeftAsync(run);
        await _lab.WriteAsync("gate", "");
        await _lab.WriteAsync("control/started", $"{_lab.Control.Started - 1}\n");
        await Waiting.UntilAsync(() => _lab.Control.ExitStatus is not null);
        File.Delete(_lab.File("control/exit"));

        (await _lab.Runner().RunAsync(run, Cancellation)).ExitStatus.ShouldBe(0);

        _lab.Count("started").ShouldBe(2);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_process_without_the_mark_is_not_believed()
    {
        var run = _lab.Run(RunLab.Fake("sleep", "0"));
        await _lab.Runner().RunAsync(run, Cancellation);
        File.Delete(_lab.File("control/exit"));
        await _lab.WriteAsync("control/pid", $"{Environment.ProcessId}\n");
        await _lab.WriteAsync("control/started", $"{ProcessEntry.Read(Environment.ProcessId)!.Value.Started}\n");

        (await _lab.Runner().RunAsync(run, Cancellation)).ExitStatus.ShouldBe(0);

        _lab.Count("started").ShouldBe(2);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task What_ended_in_another_boot_is_started_again()
    {
        var run = _lab.Run(RunLab.Fake("exit", "7"));
        await _lab.Runner().RunAsync(run, Cancellation);
        await _lab.WriteAsync("control/start", (await _lab.ReadAsync("control/start")).Replace(RunStart.ThisBoot, "another-boot", StringComparison.Ordinal));

        (await _lab.Runner().RunAsync(run, Cancellation)).ExitStatus.ShouldBe(7);

        _lab.Count("last words of 7").ShouldBe(2);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task What_is_written_of_a_run_half_counts_as_nothing()
    {
        var run = _lab.Run(RunLab.Fake("exit", "7"));
        await _lab.Runner().RunAsync(run, Cancellation);
        await _lab.WriteAsync("control/start", "");

        (await _lab.Runner().RunAsync(run, Cancellation)).ExitStatus.ShouldBe(7);

        _lab.Count("last words of 7").ShouldBe(2);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_run_whose_launcher_was_killed_meanwhile_is_started_again_after_its_tool_was_ended()
    {
        var run = _lab.Run(Gated());
        await LeftAsync(run);
        Signals.Send(_lab.Control.ProcessId!.Value, Signals.Kill);
        await Waiting.UntilAsync(() => _lab.Control.Launcher(_lab.Id) is null);
        _lab.Marked().ShouldNotBeEmpty();

        var again = _lab.Runner().RunAsync(run, Cancellation);
        await Waiting.UntilAsync(() => _lab.Count("started") == 2);
        _lab.Marked().Count.ShouldBeLessThanOrEqualTo(3);
        await _lab.WriteAsync("gate", "");

        (await again).ExitStatus.ShouldBe(0);
        _lab.Count("ended").ShouldBe(1);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_run_that_is_ended_from_outside_while_it_is_taken_over_is_started_again()
    {
        var run = _lab.Run(Gated());
        await LeftAsync(run);
        var taken = _lab.Runner().RunAsync(run, Cancellation);

        Signals.Send(-_lab.Control.ProcessId!.Value, Signals.Terminate);
        await Waiting.UntilAsync(() => _lab.Count("started") == 2);
        await _lab.WriteAsync("gate", "");

        (await taken).ExitStatus.ShouldBe(0);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Leaving_returns_at_once()
    {
        using var leave = new CancellationTokenSource();
        var running = _lab.Runner().RunAsync(_lab.Run(RunLab.Fake("stubborn")), CancellationToken.None, leave.Token);
        await _lab.StartedAsync();
        var begun = Stopwatch.StartNew();

        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);

        begun.Elapsed.ShouldBeLessThan(Waiting.Promised(TimeSpan.FromSeconds(5)));
        _lab.Marked().ShouldNotBeEmpty();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_run_is_of_a_session_of_its_own_so_that_what_ends_the_server_does_not_reach_it()
    {
        using var cancel = new CancellationTokenSource();
        var running = _lab.Runner().RunAsync(_lab.Run(RunLab.Fake("sleep", "300")), cancel.Token);
        await _lab.StartedAsync();

        Session(_lab.Control.ProcessId!.Value).ShouldBe(_lab.Control.ProcessId.Value);
        Session(Environment.ProcessId).ShouldNotBe(_lab.Control.ProcessId.Value);

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    // Ends when the file `gate` is there.
    private static ToolCommand Gated(int status = 0) =>
        new("bash", ["-c", $"echo started; until [ -e gate ]; do sleep 0.02; done; echo ended; exit {status}"]);

    private async Task LeftAsync(ProcessRun run)
    {
        using var leave = new CancellationTokenSource();
        var running = _lab.Runner().RunAsync(run, Cancellation, leave.Token);
        await _lab.StartedAsync();
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    private static int Session(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], CultureInfo.InvariantCulture);
    }
}
