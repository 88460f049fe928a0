using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Jobs.Scheduling;
using Xunit;

namespace Virtool.App.Tests.Jobs.Scheduling;

/// <summary>Random jobs that keep their time limits, played through line, ledger and decision on a clock of their own.</summary>
public sealed class BackfillTests
{
    private static readonly Resources Instance = new(4, 16);
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    /// <summary>Resources are never exceeded, who has a place starts by the time first promised unless one of higher rank comes, and all end.</summary>
    [Fact]
    public void What_overtakes_never_delays_the_first_in_line()
    {
        var overtaken = 0;
        Prop.ForAll(Plans.ToArbitrary(), plans =>
        {
            var played = new Play(plans);
            played.Run();
            overtaken += played.Overtakers;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestCounts.Of(200, 5_000)));
        overtaken.ShouldBeGreaterThan(0, "nothing ever overtook: the test looked at nothing");
    }

    [Fact]
    public void The_same_jobs_start_at_the_same_times() => Prop.ForAll(Plans.ToArbitrary(), plans =>
    {
        var (first, second) = (new Play(plans), new Play(plans));
        first.Run();
        second.Run();
        first.Starts.ShouldBe(second.Starts);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestCounts.Of(50, 1_000)));

    /// <summary>Jobs of higher priority come for ever, more than can be run: the one of lower priority is older than they by and by.</summary>
    [Fact]
    public void A_job_of_low_priority_does_not_starve_behind_ones_of_high_priority_that_keep_coming()
    {
        var urgent = Enumerable.Range(0, 200).Select(number => new Plan(number * 10, new Resources(4, 8), Priority: 3, LimitMinutes: 60, Minutes: 30));
        var play = new Play([new Plan(5, new Resources(4, 16), Priority: 0, LimitMinutes: 60, Minutes: 10), .. urgent]);

        play.Run();

        // Whoever comes more than three hours (3 steps of 1 h) after it stands behind it; those before, 19, take half an hour each.
        play.Starts["job000"].ShouldBeLessThanOrEqualTo(Start.AddMinutes(5).AddHours(3).AddMinutes(19 * 30));
    }

    private static Gen<Plan[]> Plans =>
        from plans in (
            from at in Gen.Choose(0, 600)
            from proc in Gen.Choose(1, 4)
            from mem in Gen.Choose(1, 16)
            from priority in Gen.Frequency((8, Gen.Constant(0)), (2, Gen.Choose(-3, 3)))
            from limit in Gen.Choose(1, 300)
            from minutes in Gen.Choose(1, limit)
            select new Plan(at, new Resources(proc, mem), priority, limit, minutes)).ListOf()
        select plans.ToArray();

    private sealed record Plan(int At, Resources Wanted, int Priority, int LimitMinutes, int Minutes);

    private sealed class Play(IReadOnlyList<Plan> plans)
    {
        private readonly Dictionary<string, Plan> _plans = plans.Select((plan, number) => (Id: $"job{number:000}", plan)).ToDictionary(pair => pair.Id, pair => pair.plan);
        private readonly Ledger _ledger = new() { Total = Instance };
        private readonly WaitingLine _line = new();
        private readonly PriorityQueue<string, DateTimeOffset> _ends = new();
        private readonly Dictionary<string, DateTimeOffset> _promised = [];

        public Dictionary<string, DateTimeOffset> Starts { get; } = [];

        public int Overtakers { get; private set; }

        public void Run()
        {
            var arrivals = new Queue<string>(_plans.OrderBy(pair => pair.Value.At).Select(pair => pair.Key));
            while (arrivals.Count > 0 || _ends.Count > 0)
            {
                var now = Next(arrivals);
                while (_ends.TryPeek(out _, out var end) && end <= now)
                {
                    _ledger.Return(_ends.Dequeue());
                }

                while (arrivals.TryPeek(out var id) && ArrivesAt(id) <= now)
                {
                    Arrive(arrivals.Dequeue());
                }

                Decide(now);
            }

            _line.Count.ShouldBe(0, "somebody waits, and nothing runs");
            Starts.Count.ShouldBe(_plans.Count);
        }

        private DateTimeOffset Next(Queue<string> arrivals)
        {
            var arrival = arrivals.TryPeek(out var id) ? ArrivesAt(id) : DateTimeOffset.MaxValue;
            return _ends.TryPeek(out _, out var end) && end < arrival ? end : arrival;
        }

        private DateTimeOffset ArrivesAt(string id) => Start.AddMinutes(_plans[id].At);

        private void Arrive(string id)
        {
            var job = JobRules.Create("task", new Subject("samples", "s", "s"), [], new Link("u", "u"), [], ArrivesAt(id)) with { Id = id, Priority = _plans[id].Priority };
            _line.Put(job);
            foreach (var later in _line.Jobs.SkipWhile(other => other.Id != id))
            {
                // Promised while nothing of higher rank came: now it did.
                _promised.Remove(later.Id);
            }
        }

        private void Decide(DateTimeOffset now)
        {
            var waits = false;
            var candidates = _line.Jobs.Select(job => new Candidate(job.Id, _plans[job.Id].Wanted, Hours: _plans[job.Id].LimitMinutes / 60d)).ToList();
            foreach (var verdict in Decision.Of(new Situation(now, _ledger.Total, _ledger.Holdings), candidates).ToList())
            {
                if (verdict is Verdict.Start start)
                {
                    Overtakers += waits ? 1 : 0;
                    Begin(start.JobId, now);
                }
                else if (verdict is Verdict.Wait { StartsBy: { } by } wait)
                {
                    _promised.TryGetValue(wait.JobId, out var before);
                    (before == default || by <= before).ShouldBeTrue($"{wait.JobId} was promised {before}, and is now promised {by}");
                    _promised[wait.JobId] = before == default ? by : before;
                    waits = true;
                }
            }
        }

        private void Begin(string id, DateTimeOffset now)
        {
            var plan = _plans[id];
            if (_promised.TryGetValue(id, out var by))
            {
                now.ShouldBeLessThanOrEqualTo(by, $"{id} was promised to start earlier");
            }

            _ledger.Take(id, plan.Wanted, now.AddHours(plan.LimitMinutes / 60d));
            _ledger.Held.Fits(Instance).ShouldBeTrue();
            _line.Remove(id).ShouldBeTrue();
            _ends.Enqueue(id, now.AddHours(plan.Minutes / 60d));
            Starts.Add(id, now);
        }
    }
}
