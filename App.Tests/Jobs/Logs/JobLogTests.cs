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
    public void A_job_without_a_log_has_no_lines() => _log.Tail("job00001").ShouldBeEmpty();

    [Fact]
    public async Task The_tail_goes_over_all_steps_in_their_order()
    {
        await WriteAsync(10, "last", "ten");
        await WriteAsync(2, "map-reads", "two a\ntwo b");

        _log.Tail("job00001").ShouldBe([new LogLine(2, "map-reads", "two a"), new LogLine(2, "map-reads", "two b"), new LogLine(10, "last", "ten")]);
        _log.Tail("job00001", 2).Select(line => line.Text).ShouldBe(["two b", "ten"]);
    }

    [Fact]
    public async Task The_tail_is_500_lines()
    {
        await WriteAsync(1, "one", string.Join('\n', Enumerable.Range(1, 2_000)));

        var tail = _log.Tail("job00001");

        tail.Count.ShouldBe(500);
        tail[^1].Text.ShouldBe("2000");
    }

    [Fact]
    public async Task A_long_line_is_cut_and_says_by_how_much()
    {
        await WriteAsync(1, "one", new string('x', 10_000));

        _log.Tail("job00001").ShouldHaveSingleItem().Text.ShouldBe($"{new string('x', LogTail.LongestLine)} … 1,808 bytes left out");
    }

    [Fact]
    public async Task Of_a_huge_log_only_the_end_is_read_and_says_so()
    {
        await WriteAsync(1, "one", string.Concat(Enumerable.Repeat($"{new string('x', 8_000)}\n", 100)) + "the end");

        var tail = _log.Tail("job00001");

        tail[0].Text.ShouldMatch("^… [0-9,]+ bytes left out; the whole log can be downloaded …$");
        tail[1].Text.Length.ShouldBe(8_000);
        tail[^1].Text.ShouldBe("the end");
    }

    [Fact]
    public async Task A_progress_bar_is_shown_as_it_stands()
    {
        await WriteAsync(1, "one", "10 %\r50 %\r100 %\r");

        _log.Tail("job00001").ShouldHaveSingleItem().Text.ShouldBe("100 %");
    }

    [Fact]
    public void The_last_words_begin_where_the_run_began()
    {
        var file = _folder.File("log");
        File.WriteAllText(file, "before\nafter\nunfinished");

        LogTail.LastWords(file, 7).ShouldBe(["after", "unfinished"]);
        LogTail.LastWords(_folder.File("none"), 0).ShouldBeEmpty();
    }

    [Fact(Timeout = 60_000)]
    public async Task Following_gives_what_there_is_and_then_whole_lines_as_they_come()
    {
        await WriteAsync(1, "one", "first");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var following = _log.FollowAsync("job00001", stop.Token).GetAsyncEnumerator(stop.Token);
        (await NextAsync(following)).ShouldBe(["first"]);

        await File.AppendAllTextAsync(_log.StepFile("job00001", 1, "one"), "second\nthi", Cancellation);
        (await NextAsync(following)).ShouldBe(["second"]);

        await File.AppendAllTextAsync(_log.StepFile("job00001", 1, "one"), "rd\n", Cancellation);
        await WriteAsync(2, "two", "fourth");
        (await NextAsync(following)).ShouldBe(["third", "fourth"]);

        var ended = following.MoveNextAsync();
        await stop.CancelAsync();
        (await ended).ShouldBeFalse();
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
