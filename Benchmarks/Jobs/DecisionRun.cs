using System.Diagnostics;
using System.Globalization;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Settings;
using Virtool.Jobs.Scheduling;
using Virtool.Jobs.Workflows;

namespace Virtool.Benchmarks.Jobs;

/// <summary>What the scheduler's loop thinks through at each event: the line by rank, what each job would get, who starts, and the forecast.</summary>
internal static class DecisionRun
{
    private const int Runs = 200;
    private const int WarmUps = 300;
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    /// <summary>Measures decisions with so many waiting jobs.</summary>
    public static Table Measure(int waiting)
    {
        var line = new WaitingLine();
        foreach (var job in Enumerable.Range(0, waiting).Select(JobOf))
        {
            line.Put(job);
        }

        // All of them in full first: a lazy sequence would skip the warm-ups without running them.
        var times = Enumerable.Range(0, WarmUps + Runs).Select(_ => Time(line)).ToList()[WarmUps..];
        var table = new Table($"{Numbers.Text(waiting, 0)} jobs wait, ms", "Median", "95 %", "Longest");
        table.Add("A decision with its forecast", Numbers.Text(Numbers.Median(times), 2), Numbers.Text(Numbers.Quantile(times, 0.95), 2), Numbers.Text(times.Max(), 2));
        return table;
    }

    private static double Time(WaitingLine line)
    {
        // What runs leaves room, but not for the first in line: it reserves its place, and all others are looked at.
        var (total, limits, workflow) = (new Resources(16, 64), new EffectiveLimits(16, 64, 12, 48, 2, 8), new IdleWorkflow(WorkflowSize.Large));
        Holding[] running = [new(new Resources(12, 48), Now.AddHours(5)), new(new Resources(1, 4), Now.AddHours(9))];
        var watch = Stopwatch.StartNew();
        var decided = Decision.Of(new Situation(Now, total, running), Candidates(line, workflow, limits)).Count();
        var expected = Forecast.Of(
            Now,
            total,
            running.Select(holding => (holding.Resources, (DateTimeOffset?)Now.AddHours(1))),
            Candidates(line, workflow, limits).Select(candidate => (candidate.JobId, candidate.Wanted, (TimeSpan?)TimeSpan.FromMinutes(20))));
        var time = watch.Elapsed.TotalMilliseconds;
        return decided == line.Count && expected.Count > 0 ? time : throw new InvalidOperationException("Not every job was decided about.");
    }

    private static IEnumerable<Candidate> Candidates(WaitingLine line, IdleWorkflow workflow, EffectiveLimits limits)
    {
        foreach (var job in line.Jobs)
        {
            var (resources, hours) = Grant.Of(workflow, limits, job.WantedMem);
            yield return new Candidate(job.Id, resources, Hours: hours);
        }
    }

    private static Job JobOf(int number) => JobRules.Create(
        "idle",
        new Subject("samples", "sample01", string.Create(CultureInfo.InvariantCulture, $"Sample {number}")),
        [],
        new Link("user0001", "user"),
        [],
        Now.AddMinutes(-number)) with { Priority = number % 5 };
}
