using Shouldly;
using Virtool.Jobs.Scheduling;
using Xunit;

namespace Virtool.App.Tests.Jobs.Scheduling;

public sealed class DecisionTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly Resources Instance = new(4, 16);

    [Fact]
    public void Jobs_start_in_their_order_for_as_long_as_they_fit() =>
        Decide([], Job("1", 2, 4), Job("2", 2, 4), Job("3", 1, 1)).ShouldBe(
        [
            new Verdict.Start("1", new(2, 4)),
            new Verdict.Start("2", new(2, 4)),
            new Verdict.Wait("3", "Waits for 1 core; 0 are free.", Now.AddHours(24)),
        ]);

    [Fact]
    public void A_job_that_does_not_fit_reserves_its_place_until_the_time_limits_of_those_that_run() =>
        Decide([Held(1, 7, 2), Held(1, 6, 5)], Job("1", 1, 8), Job("2", 1, 3), Job("3", 0, 0)).ShouldBe(
        [
            new Verdict.Wait("1", "Waits for 8 GB of memory; 3 GB is free.", Now.AddHours(2)),
            new Verdict.Wait("2", "Waits its turn: 1 job is before it."),
            new Verdict.Start("3", Resources.None),
        ]);

    [Fact]
    public void A_later_job_overtakes_where_it_ends_in_time() =>
        Decide([Held(2, 10, 3)], Job("1", 4, 4), Job("2", 1, 2, hours: 4), Job("3", 1, 2, hours: 3), Job("4", 2, 2, hours: 1), Job("5", 1, 2, hours: 1)).ShouldBe(
        [
            new Verdict.Wait("1", "Waits for 4 cores; 2 are free.", Now.AddHours(3)),
            new Verdict.Wait("2", "Waits its turn: 1 job is before it."),
            new Verdict.Start("3", new(1, 2)),
            new Verdict.Wait("4", "Waits its turn: 2 jobs are before it."),
            new Verdict.Start("5", new(1, 2)),
        ]);

    [Fact]
    public void A_later_job_overtakes_where_it_takes_only_what_is_spare_beside_the_reserved_place() =>
        Decide([Held(2, 10, 3)], Job("1", 3, 8), Job("2", 1, 4), Job("3", 1, 4)).ShouldBe(
        [
            new Verdict.Wait("1", "Waits for 3 cores; 2 are free, and for 8 GB of memory; 6 GB is free.", Now.AddHours(3)),
            new Verdict.Start("2", new(1, 4)),
            new Verdict.Wait("3", "Waits its turn: 1 job is before it."),
        ]);

    [Fact]
    public void The_reason_names_all_that_is_lacking() =>
        Decide([Held(3, 15, 1)], Job("1", 2, 8)).ShouldBe(
            [new Verdict.Wait("1", "Waits for 2 cores; 1 is free, and for 8 GB of memory; 1 GB is free.", Now.AddHours(1))]);

    [Fact]
    public void A_job_larger_than_the_instance_waits_with_both_numbers_and_holds_up_nobody() =>
        Decide([], Job("1", 1, 32), Job("2", 1, 1)).ShouldBe(
        [
            new Verdict.Wait("1", "Waits for 1 core and 32 GB of memory; all jobs together may have 4 cores and 16 GB. It starts when an administrator raises the limits in Settings."),
            new Verdict.Start("2", new(1, 1)),
        ]);

    [Fact]
    public void Limits_lowered_below_what_is_held_keep_jobs_waiting_but_not_those_that_take_nothing() =>
        Decision.Of(new Situation(Now, new(1, 2), [Held(4, 16, 1)]), [Job("1", 1, 1), Job("2", 0, 0)]).ShouldBe(
        [
            new Verdict.Wait("1", "Waits for 1 core; 0 are free, and for 1 GB of memory; 0 GB is free.", Now.AddHours(1)),
            new Verdict.Start("2", Resources.None),
        ]);

    [Fact]
    public void Memory_of_imports_holds_back_what_would_run_beside_others() =>
        Decision.Of(new Situation(Now, Instance, [Held(1, 8, 1)], ImportMem: 2), [Job("1", 1, 7), Job("2", 1, 6, hours: 1)]).ShouldBe(
        [
            new Verdict.Wait("1", "Waits for 7 GB of memory; 6 GB is free, beside 2 GB for files that are being imported.", Now),
            new Verdict.Wait("2", "Waits its turn: 1 job is before it."),
        ]);

    [Fact]
    public void Memory_of_imports_never_keeps_a_job_from_running_alone() =>
        Decision.Of(new Situation(Now, new(1, 1), [], ImportMem: 5), [Job("1", 1, 1), Job("2", 0, 0)]).ShouldBe(
            [new Verdict.Start("1", new(1, 1)), new Verdict.Start("2", Resources.None)]);

    [Theory]
    [InlineData(2, "Waits its turn: 2 jobs are before it.")]
    [InlineData(9, "Waits its turn: 9 jobs are before it.")]
    [InlineData(10, "Waits its turn: 10 jobs or more are before it.")]
    [InlineData(39, "Waits its turn: 30 jobs or more are before it.")]
    [InlineData(999, "Waits its turn: 900 jobs or more are before it.")]
    [InlineData(4567, "Waits its turn: 4,000 jobs or more are before it.")]
    public void The_place_in_a_long_line_is_told_roughly(int ahead, string reason) => Reasons.Behind(Reasons.Rounded(ahead)).ShouldBe(reason);

    [Fact]
    public void A_decision_with_10_000_waiting_jobs_holds_no_more_than_there_is()
    {
        var verdicts = Decide([], [.. Enumerable.Range(0, 10_000).Select(number => Job($"{number}", 1, 2))]);

        verdicts.OfType<Verdict.Start>().Count().ShouldBe(4);
        verdicts.Count.ShouldBe(10_000);
    }

    private static IReadOnlyList<Verdict> Decide(Holding[] running, params Candidate[] waiting) => [.. Decision.Of(new Situation(Now, Instance, running), waiting)];

    private static Candidate Job(string id, int proc, int mem, double hours = 24) => new(id, new Resources(proc, mem), Hours: hours);

    private static Holding Held(int proc, int mem, double hours) => new(new Resources(proc, mem), Now.AddHours(hours));
}
