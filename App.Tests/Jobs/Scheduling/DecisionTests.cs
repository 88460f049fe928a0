using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Virtool.Jobs.Scheduling;
using Xunit;

namespace Virtool.App.Tests.Jobs.Scheduling;

public sealed class DecisionTests
{
    private static readonly Resources Instance = new(4, 16);

    [Fact]
    public void Jobs_start_in_their_order_for_as_long_as_they_fit()
    {
        var verdicts = Decide(Resources.None, new(2, 4), new(2, 4), new(1, 1));

        verdicts.ShouldBe(
        [
            new Verdict.Start("1", new(2, 4)),
            new Verdict.Start("2", new(2, 4)),
            new Verdict.Wait("3", "Waits for 1 core; 0 are free."),
        ]);
    }

    [Fact]
    public void A_job_that_does_not_fit_reserves_its_place()
    {
        var verdicts = Decide(new(1, 13), new(1, 8), new(1, 1), new(0, 0));

        verdicts.ShouldBe(
        [
            new Verdict.Wait("1", "Waits for 8 GB of memory; 3 GB is free."),
            new Verdict.Wait("2", Decision.WaitsItsTurn),
            new Verdict.Start("3", Resources.None),
        ]);
    }

    [Fact]
    public void The_reason_names_all_that_is_lacking() =>
        Decide(new(3, 15), [new(2, 8)]).ShouldBe([new Verdict.Wait("1", "Waits for 2 cores; 1 is free, and for 8 GB of memory; 1 GB is free.")]);

    [Fact]
    public void A_job_larger_than_the_instance_is_refused_with_both_numbers_and_holds_up_nobody()
    {
        var verdicts = Decide(Resources.None, new(1, 32), new(1, 1));

        var refused = verdicts[0].ShouldBeOfType<Verdict.Refuse>();
        refused.Sentence.ShouldStartWith("The job needs 1 core and 32 GB of memory; all jobs together may have 4 cores and 16 GB.");
        verdicts[1].ShouldBeOfType<Verdict.Start>();
    }

    [Fact]
    public void Limits_lowered_below_what_is_held_keep_jobs_waiting_but_not_those_that_take_nothing()
    {
        var verdicts = Decision.Of(new(1, 2), new(4, 16), Candidates([new(1, 1), Resources.None]));

        verdicts.ShouldBe([new Verdict.Wait("1", "Waits for 1 core; 0 are free, and for 1 GB of memory; 0 GB is free."), new Verdict.Start("2", Resources.None)]);
    }

    [Fact]
    public void A_decision_with_10_000_waiting_jobs_holds_no_more_than_there_is()
    {
        var verdicts = Decision.Of(Instance, Resources.None, Candidates([.. Enumerable.Repeat(new Resources(1, 2), 10_000)]));

        verdicts.OfType<Verdict.Start>().Count().ShouldBe(4);
        verdicts.Count.ShouldBe(10_000);
    }

    /// <summary>Random arrivals and ends: what runs never holds more than the instance has, and nothing that takes anything overtakes the first in line.</summary>
    [Fact]
    public void Random_jobs_never_exceed_the_limits_and_never_overtake_the_first_in_line()
    {
        var sizes = from cores in Gen.Choose(0, 5) from memory in cores == 0 ? Gen.Constant(0) : Gen.Choose(1, 20) select new Resources(cores, memory);
        var moves = from size in sizes from end in Gen.Choose(0, 3) select new Move(size, end == 0);
        Prop.ForAll(moves.ListOf().ToArbitrary(), played => Play([.. played]))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(TestCounts.Of(300, 10_000)));
    }

    private static void Play(IReadOnlyList<Move> moves)
    {
        var ledger = new Ledger { Total = Instance };
        var waiting = new List<Candidate>();
        var running = new List<Candidate>();
        foreach (var (move, number) in moves.Select((move, number) => (move, number)))
        {
            waiting.Add(new Candidate($"{number}", move.Size));
            if (move.EndsOne && running.Count > 0)
            {
                ledger.Return(running[0].JobId);
                running.RemoveAt(0);
            }

            Step(ledger, waiting, running);
            ledger.Held.ShouldBe(running.Aggregate(Resources.None, (sum, job) => sum + job.Wanted));
            ledger.Held.Fits(Instance).ShouldBeTrue();
        }

        // Once all that runs has ended, the first in line runs: nobody waits for ever.
        while (waiting.Count > 0)
        {
            var first = waiting[0];
            running.ForEach(job => ledger.Return(job.JobId));
            running.Clear();
            Step(ledger, waiting, running);
            waiting.ShouldNotContain(first);
        }
    }

    private static void Step(Ledger ledger, List<Candidate> waiting, List<Candidate> running)
    {
        var overtaken = false;
        foreach (var verdict in Decision.Of(ledger.Total, ledger.Held, [.. waiting]))
        {
            var job = waiting.Single(candidate => candidate.JobId == verdict.JobId);
            switch (verdict)
            {
                case Verdict.Start start:
                    (overtaken && start.Resources != Resources.None).ShouldBeFalse("A job overtook the first in line");
                    ledger.Take(job.JobId, start.Resources);
                    running.Add(job);
                    waiting.Remove(job);
                    break;
                case Verdict.Wait:
                    overtaken = true;
                    break;
                default:
                    job.Wanted.Fits(Instance).ShouldBeFalse();
                    waiting.Remove(job);
                    break;
            }
        }
    }

    private static IReadOnlyList<Verdict> Decide(Resources held, params Resources[] waiting) => Decision.Of(Instance, held, Candidates(waiting));

    private static List<Candidate> Candidates(Resources[] waiting) => [.. waiting.Select((wanted, index) => new Candidate($"{index + 1}", wanted))];

    private sealed record Move(Resources Size, bool EndsOne);
}
