using Shouldly;
using Virtool.Jobs.Processes;
using Xunit;

namespace Virtool.App.Tests.Jobs.Processes;

public sealed class LocalProcessRunnerTests : IDisposable
{
    private const int FiveMinutes = 300_000;
    private readonly RunLab _lab = new();
    private readonly LocalProcessRunner _runner;

    public LocalProcessRunnerTests() => _runner = _lab.Runner();

    private string Log => _lab.Log;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        var left = Marked();
        _lab.Dispose();
        left.ShouldBeEmpty("Processes of the run are left behind");
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Output_goes_to_the_file_and_words_to_the_log()
    {
        var result = await RunAsync(Fake("print", "one", "two") with { OutputFile = _lab.File("out") });

        result.ExitStatus.ShouldBe(0);
        result.LastWords.ShouldBeEmpty();
        (await ReadAsync("out")).ShouldBe("one\ntwo\n");
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Output_without_a_file_is_appended_to_the_log()
    {
        await File.WriteAllTextAsync(Log, "before\n", Cancellation);

        (await RunAsync(Fake("print", "one"))).LastWords.ShouldBe(["one"]);

        (await ReadAsync("step.log")).ShouldBe("before\none\n");
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Quotes_spaces_newlines_and_empty_words_are_arguments_as_they_are()
    {
        string[] words = ["it's", "\"quoted\"", "two words", "two\nlines", "", "$(exit 9)", "`exit 9`", "back\\slash\\", "*", "-n", "é😀", "tab\t"];
        var output = _lab.File("an 'odd' \"name\"\nof $HOME");

        await RunAsync(Fake(["print", .. words]) with { OutputFile = output });

        (await File.ReadAllTextAsync(output, Cancellation)).ShouldBe(string.Concat(words.Select(word => $"{word}\n")));
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task An_output_file_is_begun_anew_each_time()
    {
        await RunAsync(Fake("print", "a long first line") with { OutputFile = _lab.File("out") });
        await RunAsync(Fake("print", "short") with { OutputFile = _lab.File("out") });

        (await ReadAsync("out")).ShouldBe("short\n");
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_source_feeds_its_tool()
    {
        var command = Fake("upper") with { Source = Fake("upper") with { Source = Fake("print", "reads") }, OutputFile = _lab.File("out") };

        (await RunAsync(command)).ExitStatus.ShouldBe(0);

        (await ReadAsync("out")).ShouldBe("READS\n");
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_failing_source_fails_the_tool()
    {
        var result = await RunAsync(new ToolCommand("sh", ["-c", "cat; echo no reads >&2; exit 7"]) { Source = Fake("exit", "3") });

        result.ExitStatus.ShouldBe(3);
        result.BlamedTool.ShouldBe("fake-tool");
        result.LastWords.ShouldBe(["no reads", "last words of 3"]);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_failing_tool_fails_though_its_source_does_not()
    {
        var result = await RunAsync(Fake("exit", "4") with { Source = new ToolCommand("yes", []) });

        (result.ExitStatus, result.BlamedTool).ShouldBe((4, "fake-tool"));
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_source_whose_reader_had_enough_has_not_failed()
    {
        var result = await RunAsync(new ToolCommand("head", ["-n", "1"]) { Source = new ToolCommand("yes", []), OutputFile = _lab.File("out") });

        result.ExitStatus.ShouldBe(0);
        (await ReadAsync("out")).ShouldBe("y\n");
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task The_exit_status_and_the_last_words_are_told()
    {
        var result = await RunAsync(Fake("exit", "42"));

        result.ExitStatus.ShouldBe(42);
        result.LastWords.ShouldBe(["last words of 42"]);
        (await ReadAsync("control/exit")).ShouldBe("42 0\n");
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_tool_that_is_killed_in_the_middle_is_told_by_its_signal()
    {
        var result = await RunAsync(Fake("half") with { OutputFile = _lab.File("out") });

        result.ExitStatus.ShouldBe(137);
        result.LastWords[0].ShouldBe("disk trouble");
        (await ReadAsync("out")).ShouldBe("first half\n");
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_launcher_that_is_killed_counts_as_a_killed_tool()
    {
        var running = RunAsync(Fake("sleep", "300"));
        await StartedAsync();
        Signals.Send(int.Parse(await ReadAsync("control/pid"), System.Globalization.CultureInfo.InvariantCulture), Signals.Kill);

        (await running).ExitStatus.ShouldBe(137);

        File.Exists(_lab.File("control/exit")).ShouldBeFalse();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_flood_of_words_blocks_nothing_and_the_last_50_lines_are_told()
    {
        var result = await RunAsync(Fake("flood"));

        result.ExitStatus.ShouldBe(0);
        result.LastWords.Count.ShouldBe(50);
        new FileInfo(Log).Length.ShouldBeGreaterThan(1_000_000);
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_missing_tool_is_named_with_its_package()
    {
        var missing = await Should.ThrowAsync<ToolMissingException>(RunAsync(new ToolCommand("no-such-tool", [])));

        missing.Tool.ShouldBe("no-such-tool");
        Toolbox.PackageOf("bowtie2-build").ShouldBe("bowtie2");
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task The_environment_is_clean_and_the_tool_is_nice_in_a_session_of_its_own()
    {
        await RunAsync(Fake("environment") with { OutputFile = _lab.File("out") });

        var lines = (await ReadAsync("out")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldContain($"VIRTOOL_RUN_ID={_lab.Id}");
        lines.ShouldContain("LANG=C.UTF-8");
        lines.ShouldContain($"TMPDIR={_lab.File("tmp")}");
        lines[^1].ShouldBe(_lab.Folder);
        lines.Select(line => line.Split('=')[0]).ShouldNotContain("ASPNETCORE_ENVIRONMENT");

        await RunAsync(new ToolCommand("nice", []) { OutputFile = _lab.File("out") });
        (await ReadAsync("out")).ShouldBe("10\n");
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task The_launcher_writes_which_process_it_is_so_that_another_server_can_find_it()
    {
        using var cancel = new CancellationTokenSource();
        var running = RunAsync(Fake("sleep", "300"), cancel.Token);
        await StartedAsync();
        var control = new ControlFolder(_lab.File("control"));

        var process = ProcessEntry.Read(control.ProcessId!.Value)!.Value;

        process.Started.ShouldBe(control.Started!.Value);
        process.Group.ShouldBe(process.Id);
        process.RunId().ShouldBe(_lab.Id);
        control.ExitStatus.ShouldBeNull();
        await CancelledAsync(running, cancel);
    }

    [Theory(Timeout = FiveMinutes)]
    [InlineData("sleep")]
    [InlineData("stubborn")]
    [InlineData("double-fork")]
    [InlineData("setsid")]
    public async Task Cancelling_leaves_nothing_of_a_tool_that(string mode)
    {
        using var cancel = new CancellationTokenSource();
        var running = RunAsync(Fake(mode, "300"), cancel.Token);
        await StartedAsync();

        await CancelledAsync(running, cancel);

        Marked().ShouldBeEmpty();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Cancelling_in_the_very_moment_of_the_start_leaves_nothing_and_spares_the_server()
    {
        for (var round = 0; round < 10; round++)
        {
            using var cancel = new CancellationTokenSource();
            var running = RunAsync(Fake("sleep", "300"), cancel.Token);
            await CancelledAsync(running, cancel);
            Marked().ShouldBeEmpty();
        }
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Cancelling_ends_the_source_too()
    {
        using var cancel = new CancellationTokenSource();
        var running = RunAsync(Fake("stubborn") with { Source = Fake("stubborn") }, cancel.Token);
        await StartedAsync();

        await CancelledAsync(running, cancel);

        Marked().ShouldBeEmpty();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_tool_is_asked_to_end_before_it_is_killed()
    {
        using var cancel = new CancellationTokenSource();
        var running = _lab.Runner(graceSeconds: 30).RunAsync(Run(Fake("sleep", "300")), cancel.Token);
        await StartedAsync();

        await CancelledAsync(running, cancel);

        await Waiting.UntilAsync(() => File.Exists(_lab.File("control/exit")));
        (await ReadAsync("control/exit")).ShouldBe("143 0\n");
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task What_a_tool_leaves_running_behind_itself_is_ended()
    {
        (await RunAsync(Fake("leave-behind"))).ExitStatus.ShouldBe(0);

        Marked().ShouldBeEmpty();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Runs_of_a_server_that_is_gone_are_ended_by_the_beginning_of_their_id()
    {
        var running = RunAsync(Fake("setsid"));
        await StartedAsync();

        await _lab.Runner().EndAsync(_lab.Id.Split('.')[0] + ".", Cancellation);

        Marked().ShouldBeEmpty();
        (await running).ExitStatus.ShouldBeOneOf(137, 143);
    }

    private static ToolCommand Fake(params string[] arguments) => RunLab.Fake(arguments);

    private static async Task CancelledAsync(Task running, CancellationTokenSource cancel)
    {
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    private Task<ToolResult> RunAsync(ToolCommand command, CancellationToken? cancellation = null) =>
        _runner.RunAsync(Run(command), cancellation ?? Cancellation);

    private ProcessRun Run(ToolCommand command) => _lab.Run(command);

    private Task StartedAsync() => Waiting.UntilAsync(() => File.Exists(Log) && File.ReadAllText(Log).Contains("started", StringComparison.Ordinal));

    private Task<string> ReadAsync(string name) => _lab.ReadAsync(name);

    private IReadOnlyList<int> Marked() => _lab.Marked();
}
