using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Domain.Files;
using Virtool.Jobs.Logs;
using Xunit;

namespace Virtool.App.Tests.Jobs.Logs;

public sealed class JobLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly JobLog _log;

    public JobLogTests() => _log = new JobLog(new DataFolder(_folder.Path), _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_job_without_a_log_has_no_lines() => _log.Tail("job00001").Lines.ShouldBeEmpty();

    [Fact]
    public async Task The_tail_goes_over_all_steps_in_their_order()
    {
        await WriteAsync(10, "last", "ten");
        await WriteAsync(2, "map-reads", "two a\ntwo b");

        _log.Tail("job00001").Lines.ShouldBe([new LogLine(2, "map-reads", "two a"), new LogLine(2, "map-reads", "two b"), new LogLine(10, "last", "ten")]);
        _log.Tail("job00001", lines: 2).Lines.Select(line => line.Text).ShouldBe(["two b", "ten"]);
    }

    [Fact]
    public async Task The_tail_is_500_lines()
    {
        await WriteAsync(1, "one", string.Join('\n', Enumerable.Range(1, 2_000)));

        var tail = _log.Tail("job00001").Lines;

        tail.Count.ShouldBe(500);
        tail[^1].Text.ShouldBe("2000");
    }

    [Fact]
    public async Task A_long_line_is_cut_and_says_by_how_much()
    {
        await WriteAsync(1, "one", new string('x', 10_000));

        _log.Tail("job00001").Lines.ShouldHaveSingleItem().Text.ShouldBe($"{new string('x', LogTail.LongestLine)} … 1,808 more bytes");
    }

    [Fact]
    public async Task Of_a_huge_log_the_end_is_read_and_then_what_was_before_it_without_a_gap()
    {
        var numbers = Enumerable.Range(1, 40_000).Select(number => $"{number,8}  {new string('x', 40)}").ToList();
        await WriteAsync(1, "one", string.Join('\n', numbers.Take(30_000)));
        await WriteAsync(2, "two", string.Join('\n', numbers.Skip(30_000)));

        var window = _log.Tail("job00001", lines: 12_000);
        var lines = window.Lines.ToList();
        while (window.Earlier is { } place)
        {
            window = _log.Before("job00001", place, lines: 7_000);
            window.Lines.ShouldNotBeEmpty();
            lines.InsertRange(0, window.Lines);
        }

        lines.Select(line => line.Text).ShouldBe(numbers);
    }

    [Fact]
    public async Task Of_one_step_only_its_lines_are_read()
    {
        await WriteAsync(1, "one", string.Join('\n', Enumerable.Range(1, 10)));
        await WriteAsync(2, "two", "other");

        var window = _log.Tail("job00001", "one", lines: 4);
        window.Lines.Select(line => line.Text).ShouldBe(["7", "8", "9", "10"]);
        var before = _log.Before("job00001", window.Earlier!, "one", lines: 100);
        before.Lines.Select(line => line.Text).ShouldBe(["1", "2", "3", "4", "5", "6"]);
        before.Earlier.ShouldBeNull();
        _log.Steps("job00001").ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task What_is_searched_for_is_found_in_the_whole_log_and_counted()
    {
        await WriteAsync(1, "one", string.Join('\n', Enumerable.Range(1, 60_000).Select(number => number % 100 == 0 ? $"{number} Warning: short read" : $"{number} fine")));
        await WriteAsync(2, "two", "WARNING: the last");

        var found = await _log.FindAsync("job00001", "warning", cancellation: Cancellation);

        found.Found.ShouldBe(601);
        found.Lines.Count.ShouldBe(500);
        found.Lines[^1].ShouldBe(new LogLine(2, "two", "WARNING: the last"));
        found.Lines[^2].Text.ShouldBe("60000 Warning: short read");
        (await _log.FindAsync("job00001", "warning", "two", cancellation: Cancellation)).Found.ShouldBe(1);
        (await _log.FindAsync("job00001", "nothing of it", cancellation: Cancellation)).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_whole_log_is_copied_step_by_step_and_one_step_as_it_is()
    {
        await WriteAsync(1, "one", "first");
        await WriteAsync(2, "two", "second");

        (await CopyAsync(null)).ShouldBe("== 1. one\nfirst\n== 2. two\nsecond\n");
        (await CopyAsync("two")).ShouldBe("second\n");
    }

    [Fact]
    public async Task A_log_that_grows_too_long_gives_its_middle_back_to_the_disk_while_it_is_written_and_followed()
    {
        var numbers = Enumerable.Range(1, 60_000).Select(number => $"{number,8}  {new string('x', 40)}").ToList();
        await WriteAsync(1, "one", string.Join('\n', numbers));
        var file = _log.StepFile("job00001", 1, "one");
        var length = new FileInfo(file).Length;
        await using var tool = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        var window = _log.Tail("job00001");

        var keeper = new LogKeeper(null!, _log, Options.Create(new LogOptions { LargestFile = 1 }), _time, NullLogger<LogKeeper>.Instance);
        keeper.Cut("job00001");
        keeper.Cut("job00001");
        await tool.WriteAsync("it goes on\n"u8.ToArray(), Cancellation);
        await tool.FlushAsync(Cancellation);

        new FileInfo(file).Length.ShouldBe(length + 11);
        var hole = LogHole.Of(file)!;
        hole.From.ShouldBe(65_536);
        (length - hole.To).ShouldBeInRange(250_000, 260_000);
        (await NextAsync(_log.FollowAsync("job00001", window, cancellation: Cancellation).GetAsyncEnumerator(Cancellation))).ShouldBe(["it goes on"]);

        var lines = new List<string>();
        for (var (read, place) = (_log.Tail("job00001"), (LogPlace?)null); ; read = _log.Before("job00001", place, lines: 1_000))
        {
            lines.InsertRange(0, read.Lines.Select(line => line.Text));
            place = read.Earlier;
            if (place is null)
            {
                break;
            }
        }

        lines[0].ShouldBe(numbers[0]);
        lines.Count(line => line.Contains("bytes are not kept", StringComparison.Ordinal)).ShouldBe(1);
        lines[^2].ShouldBe(numbers[^1]);
        lines.ShouldAllBe(line => !line.Contains('\0', StringComparison.Ordinal));
        (await CopyAsync("one")).ShouldNotContain("\0");
        (await _log.FindAsync("job00001", numbers[^1], cancellation: Cancellation)).Found.ShouldBe(1);
    }

    [Fact]
    public async Task A_progress_bar_is_shown_as_it_stands()
    {
        await WriteAsync(1, "one", "10 %\r50 %\r100 %\r");

        _log.Tail("job00001").Lines.ShouldHaveSingleItem().Text.ShouldBe("100 %");
    }

    [Fact]
    public void The_last_words_begin_where_the_run_began()
    {
        var file = _folder.File("log");
        File.WriteAllText(file, "before\nafter\nunfinished");

        LogTail.LastWords(file, 7).ShouldBe(["after", "unfinished"]);
        LogTail.LastWords(_folder.File("none"), 0).ShouldBeEmpty();
    }

    [Fact(Timeout = 300_000)]
    public async Task Following_gives_whole_lines_as_they_come()
    {
        await WriteAsync(1, "one", "first");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var window = _log.Tail("job00001", whole: true);
        window.Lines.Select(line => line.Text).ShouldBe(["first"]);
        await using var following = _log.FollowAsync("job00001", window, cancellation: stop.Token).GetAsyncEnumerator(stop.Token);

        await File.AppendAllTextAsync(_log.StepFile("job00001", 1, "one"), "second\nthi", Cancellation);
        (await NextAsync(following)).ShouldBe(["second"]);

        await File.AppendAllTextAsync(_log.StepFile("job00001", 1, "one"), "rd\n", Cancellation);
        await WriteAsync(2, "two", "fourth");
        (await NextAsync(following)).ShouldBe(["third", "fourth"]);

        var ended = following.MoveNextAsync();
        await stop.CancelAsync();
        (await ended).ShouldBeFalse();
    }

    private async Task<string> CopyAsync(string? step)
    {
        using var copy = new MemoryStream();
        await _log.CopyToAsync("job00001", step, copy, Cancellation);
        return System.Text.Encoding.UTF8.GetString(copy.ToArray());
    }

    private Task WriteAsync(int step, string name, string line) => _log.WriteAsync("job00001", step, name, line, Cancellation);

    private async Task<IReadOnlyList<string>> NextAsync(IAsyncEnumerator<IReadOnlyList<LogLine>> following)
    {
        var next = following.MoveNextAsync().AsTask();
        while (!next.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(1, Cancellation);
        }

        (await next).ShouldBeTrue();
        return [.. following.Current.Select(line => line.Text)];
    }
}
