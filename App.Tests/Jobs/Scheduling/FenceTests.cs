using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Data.Ownership;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Settings;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Scheduling;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Jobs.Scheduling;

/// <summary>Who owned the data before, and does not know that it lost it, moves no job any more.</summary>
public sealed class FenceTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly ScriptedWorkflow Workflow = new("quick", WorkflowSize.Small, (_, _) => Task.CompletedTask, (_, _) => Task.CompletedTask);
    private static readonly JobError Error = new("internal", "It failed.", []);

    /// <summary>All that can happen to a job.</summary>
    private static readonly Dictionary<string, Func<Job, Job?>> Transitions = new()
    {
        ["waits"] = job => job.Waits(Workflow, new Resources(1, 1), "Waits for rain."),
        ["starts"] = job => job.Starts(Workflow, new Grant(new Resources(1, 1), 24), Now),
        ["next step"] = job => job.NextStep(StepOutcome.None, 1, Now),
        ["completes"] = job => job.Completes(StepOutcome.None, Now),
        ["fails"] = job => job.Fails(last: null, Error, Now),
        ["is cancelled"] = job => job.IsCancelled(last: null, Now),
        ["times out"] = job => job.TimesOut("Quick"),
        ["gets more memory"] = job => job.GetsMoreMemory(new ToolFailedException("bowtie2", new ToolResult(137, []) { OutOfMemory = true }), 8, Now),
        ["requeues"] = job => job.Requeues(Now),
        ["is cleaned up"] = job => job with { CleanUpDue = false },
        ["is marked"] = job => job,
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Transitions.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_that_a_later_owner_has_is_moved(string name)
    {
        foreach (var job in Jobs())
        {
            (job with { Fence = 8 }).Under(7, Transitions[name]).ShouldBeNull();
            var (own, free) = ((job with { Fence = 7 }).Under(7, Transitions[name]), Transitions[name](job));
            (own?.State, own?.Stage, own?.CleanUpDue).ShouldBe((free?.State, free?.Stage, free?.CleanUpDue), "its own it moves as before");
            (job with { Fence = 6 }).Under(7, Transitions[name])?.Fence.ShouldBe(7);
        }
    }

    /// <summary>Two owners do what they like to one job; from the first thing that the later one does, the earlier one changes nothing.</summary>
    [Fact]
    public void However_two_owners_move_a_job_the_earlier_one_moves_nothing_after_the_later_one_has() => Prop
        .ForAll(Gen.Elements<(int Owner, string Name)>([.. from owner in new[] { 1, 2 } from name in Transitions.Keys select (owner, name)]).ListOf().ToArbitrary(), Holds)
        .QuickCheckThrowOnFailure();

    [Fact(Timeout = 300_000)]
    public async Task A_later_owner_marks_what_is_unfinished_before_it_does_anything_and_takes_back_what_was_started_behind_it()
    {
        var gate = new TaskCompletionSource();
        var workflow = new ScriptedWorkflow("quick", WorkflowSize.Small, (_, cancellation) => gate.Task.WaitAsync(cancellation));
        await using var host = new JobsHost(_folder.Path, new Machine(1, 3), [workflow]);
        await host.PrepareAsync();
        var (first, second, third) = (await host.SubmitAsync("quick"), await host.SubmitAsync("quick"), await host.SubmitAsync("quick"));
        await host.StartAsync();
        await host.WaitForAsync(third, job => job is { Fence: > 0, Reason: not null });

        var frozen = new OwnedJobs(host.Jobs, new Tenure(1, CancellationToken.None));
        foreach (var job in new[] { first, second, third })
        {
            foreach (var transition in Transitions.Values)
            {
                (await frozen.MoveAsync(job.Id, transition, Cancellation)).ShouldBeNull();
            }

            (await frozen.IsTakenAsync(job.Id, Cancellation)).ShouldBeTrue();
        }

        // What an owner before inserted and started in its last moment carries a lower fence, and nobody looks after it.
        var stray = JobRules.Create("quick", new Subject("samples", "sample01", "A sample"), [], new Link("user0001", "user"), [], Now) with { Fence = 1, State = JobState.Running, Attempts = 1 };
        await host.Jobs.InsertAsync(stray, Cancellation);
        host.Get<SchedulerEvents>().Tell(new SchedulerEvent.Resync());
        gate.SetResult();
        (await host.WaitForAsync(stray, JobState.Complete)).Attempts.ShouldBe(2);
        await host.WaitForAsync(third, JobState.Complete);
    }

    private static bool Holds(IList<(int Owner, string Name)> moves)
    {
        var job = Jobs().First();
        var isLater = false;
        foreach (var (owner, name) in moves)
        {
            var moved = job.Under(owner, Transitions[name]);
            if (owner == 1 && isLater && moved is not null)
            {
                return false;
            }

            isLater |= owner == 2 && moved is not null;
            job = moved ?? job;
        }

        return true;
    }

    /// <summary>A job in each state.</summary>
    private static IEnumerable<Job> Jobs()
    {
        var waiting = JobRules.Create("quick", new Subject("samples", "sample01", "A sample"), [], new Link("user0001", "user"), [], Now);
        var running = waiting.Starts(Workflow, new Grant(new Resources(1, 1), 24), Now)!;
        return [waiting, running, running.Completes(StepOutcome.None, Now)!, running.Fails(last: null, Error, Now)!, running.IsCancelled(last: null, Now)!];
    }
}
