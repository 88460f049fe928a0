using Shouldly;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Jobs.Scheduling;
using Xunit;

namespace Virtool.App.Tests.Jobs.Scheduling;

public sealed class ForecastTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);
    private static readonly Resources Instance = new(2, 8);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Jobs_are_expected_one_after_another_as_long_as_those_before_took()
    {
        var expected = Forecast.Of(Now, Instance, [(new(2, 8), Now + Hour)], [("1", new(2, 8), Hour), ("2", new(1, 4), Hour), ("3", new(1, 4), Hour), ("4", new(2, 2), null)]);

        expected["1"].ShouldBe(Now + Hour);
        expected["2"].ShouldBe(Now + (2 * Hour));
        expected["3"].ShouldBe(Now + (2 * Hour));
        expected["4"].ShouldBe(Now + (3 * Hour));
    }

    [Fact]
    public void What_nobody_knows_is_not_told()
    {
        var unknown = Forecast.Of(Now, Instance, [(new(1, 4), null), (new(1, 4), Now + Hour)], [("1", new(1, 4), null), ("2", new(1, 4), Hour)]);

        unknown["1"].ShouldBe(Now + Hour);
        unknown.ContainsKey("2").ShouldBeFalse();
    }

    [Fact]
    public void A_job_that_runs_longer_than_others_did_is_expected_to_end_any_moment() =>
        Forecast.Of(Now, Instance, [(new(2, 8), Now - Hour)], [("1", new(1, 1), Hour)])["1"].ShouldBe(Now);

    [Fact]
    public void Only_the_first_of_a_long_line_are_told() =>
        Forecast.Of(Now, Instance, [(new(2, 8), Now)], Enumerable.Range(0, 10_000).Select(number => ($"{number}", new Resources(2, 8), (TimeSpan?)Hour))).Count.ShouldBe(Forecast.Reach);

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(null, 5, true)]
    [InlineData(5, null, true)]
    [InlineData(10, 11, false)]
    [InlineData(10, 13, true)]
    [InlineData(100, 119, false)]
    [InlineData(100, 130, true)]
    [InlineData(5, 0, true)]
    public void A_forecast_is_written_anew_where_it_moved_by_more_than_a_minute_and_a_fifth(int? written, int? told, bool moved) =>
        Forecast.HasMoved(written is { } before ? Now.AddMinutes(before) : null, told is { } after ? Now.AddMinutes(after) : null, Now).ShouldBe(moved);

    [Fact]
    public void The_median_is_of_the_last_that_completed()
    {
        var history = new JobHistory();
        history.Median("task").ShouldBeNull();
        history.Add(Job(JobState.Error, 1000));
        history.Median("task").ShouldBeNull();
        foreach (var minutes in new[] { 10, 2, 90 })
        {
            history.Add(Job(JobState.Complete, minutes));
        }

        history.Median("task").ShouldBe(TimeSpan.FromMinutes(10));
        foreach (var minutes in Enumerable.Repeat(30, 20))
        {
            history.Add(Job(JobState.Complete, minutes));
        }

        history.Median("task").ShouldBe(TimeSpan.FromMinutes(30));
        history.Median("other").ShouldBeNull();
    }

    private static Job Job(JobState state, int minutes) =>
        JobRules.Create("task", new Subject("samples", "s", "s"), [], new Link("u", "u"), [], Now) with { State = state, StartedAt = Now, FinishedAt = Now.AddMinutes(minutes) };
}
