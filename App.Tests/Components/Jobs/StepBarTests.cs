using Shouldly;
using Virtool.Components.Jobs;
using Virtool.Components.Look;
using Virtool.Domain.Jobs;
using Xunit;

namespace Virtool.App.Tests.Components.Jobs;

public sealed class StepBarTests
{
    private static readonly DateTimeOffset Start = Made.Now;

    [Fact]
    public void A_step_stands_where_it_was_in_the_jobs_time()
    {
        var job = Made.Job(JobState.Complete) with { StartedAt = Start, FinishedAt = Start.AddSeconds(100), Stage = "b" };
        var bar = StepBar.Of(job, new JobStep("a", "A", Start.AddSeconds(25), Start.AddSeconds(75)), Start.AddHours(1));
        bar.ShouldBe(new StepBar(StateKind.Complete, "done", 0.25, 0.75, TimeSpan.FromSeconds(50)));
    }

    [Theory]
    [InlineData(JobState.Running, StateKind.Running)]
    [InlineData(JobState.Error, StateKind.Failed)]
    [InlineData(JobState.Cancelled, StateKind.Cancelled)]
    public void An_unfinished_step_is_as_its_job(JobState state, StateKind kind) =>
        StepBar.Of(Made.Job(state) with { StartedAt = Start }, new JobStep("map_isolates", "A", Start), Start.AddSeconds(5)).Kind.ShouldBe(kind);

    [Theory]
    [InlineData(JobState.Waiting, "to come")]
    [InlineData(JobState.Error, "not done")]
    public void A_step_that_did_not_start_is_to_come_or_will_not_come(JobState state, string word) =>
        StepBar.Of(Made.Job(state), new JobStep("a", "A"), Start).Word.ShouldBe(word);

    [Fact]
    public void The_step_that_failed_is_failed_though_it_ended() =>
        StepBar.Of(Made.Job(JobState.Error) with { StartedAt = Start }, new JobStep("map_isolates", "A", Start, Start.AddSeconds(1)), Start).Kind.ShouldBe(StateKind.Failed);
}
