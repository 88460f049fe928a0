using System.Collections.Concurrent;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Jobs.Scheduling;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Jobs.Scheduling;

/// <summary>Jobs are submitted and cancelled, and limits changed, in random order against the scheduler itself.</summary>
public sealed class StormTests : IDisposable
{
    private static readonly Machine Machine = new(4, 9);
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, Job> _inside = new();
    private readonly ConcurrentQueue<string> _wrongs = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory(Timeout = 300_000)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task However_jobs_come_and_go_limits_hold_and_each_ends_once(int seed)
    {
        var random = new Random(seed);
        await using var host = await new JobsHost(
            _folder.Path, Machine, [Workflow("large", WorkflowSize.Large), Workflow("small", WorkflowSize.Small), Workflow("light", WorkflowSize.None)]).StartAsync();
        var jobs = new List<Job>();
        for (var count = TestCounts.Of(150, 1_000); count > 0; count--)
        {
            switch (random.Next(10))
            {
                case 0 when jobs.Count > 0:
                    await CancelAsync(host, jobs[random.Next(jobs.Count)].Id);
                    break;
                case 1:
                    var limits = new JobLimits { Proc = random.Next(1, 5), Mem = random.Next(1, 9) };
                    await host.Get<SettingsService>().UpdateLimitsAsync(Viewer.Server, limits, Cancellation);
                    break;
                default:
                    jobs.Add(await host.SubmitAsync(random.GetItems(["large", "small", "small", "light"], 1)[0]));
                    break;
            }
        }

        await Waiting.UntilAsync(async () => (await host.Jobs.FindAsync(Virtool.Data.Queries.Query<Job>.All, Cancellation)).All(job => job.IsOver()));
        _wrongs.ShouldBeEmpty();
        _inside.ShouldBeEmpty();
        foreach (var ended in await host.Jobs.FindAsync(Virtool.Data.Queries.Query<Job>.All, Cancellation))
        {
            ended.Status.Count(status => status.State is JobState.Complete or JobState.Cancelled or JobState.Error).ShouldBe(1);
            ended.State.ShouldBe(ended.Status.Any(status => status.State == JobState.Cancelled) ? JobState.Cancelled : JobState.Complete);
            ended.Attempts.ShouldBeLessThanOrEqualTo(1);
        }

        host.Log.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    private static async Task CancelAsync(JobsHost host, string id)
    {
        try
        {
            await host.Get<JobService>().CancelAsync(Viewer.Server, id, Cancellation);
        }
        catch (RefusedException)
        {
            // It was over.
        }
    }

    private ScriptedWorkflow Workflow(string name, WorkflowSize size) => new(name, size, async (step, cancellation) =>
    {
        if (!_inside.TryAdd(step.Job.Id, step.Job))
        {
            _wrongs.Enqueue($"{step.Job.Id} runs twice at a time");
        }

        // Lowered limits end no job: so only what the machine may give is never exceeded, and a job that has just started never exceeds what it was given then.
        var held = _inside.Values.Aggregate(Resources.None, (sum, job) => sum + new Resources(job.Proc, job.Mem));
        if (!held.Fits(new Resources(Machine.Cores, Machine.Memory - 1)))
        {
            _wrongs.Enqueue($"{held} is held");
        }

        try
        {
            await Task.Delay(step.Job.Id[0] % 5, cancellation);
        }
        finally
        {
            _inside.TryRemove(step.Job.Id, out _);
        }
    });
}
