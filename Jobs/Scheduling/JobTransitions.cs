using Virtool.Domain.Jobs;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Scheduling;

/// <summary>The job after each thing that can happen to it. Each gives null where the job is not in the state that it can happen in.</summary>
public static class JobTransitions
{
    /// <summary>It goes through one of the others under the fence of who owns the data; null where a later owner has it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="fence">The owner's.</param>
    /// <param name="transition">What happens to it.</param>
    public static Job? Under(this Job job, long fence, Func<Job, Job?> transition) =>
        job.Fence > fence || transition(job) is not { } moved ? null : moved with { Fence = fence };

    /// <summary>It waits, for a reason; its steps are listed, and what it would hold.</summary>
    public static Job? Waits(this Job job, IWorkflow workflow, Resources wanted, string reason)
    {
        var same = job.Reason == reason && job.Proc == wanted.Proc && job.Mem == wanted.Mem && job.Steps.Count == workflow.Steps.Count;
        return job.State != JobState.Waiting || same
            ? null
            : job with { Reason = reason, Proc = wanted.Proc, Mem = wanted.Mem, Steps = StepsOf(workflow) };
    }

    /// <summary>It starts; its first step does.</summary>
    public static Job? Starts(this Job job, IWorkflow workflow, Resources resources, DateTimeOffset now) =>
        job.State != JobState.Waiting || job.CancelRequested
            ? null
            : (job with
            {
                State = JobState.Running,
                Reason = null,
                Error = null,
                Proc = resources.Proc,
                Mem = resources.Mem,
                Attempts = job.Attempts + 1,
                StartedAt = now,
                FinishedAt = null,
                Steps = StepsOf(workflow),
            }).AtStep(0, now);

    /// <summary>The step before ended as told, and the step with the index begins.</summary>
    public static Job? NextStep(this Job job, StepOutcome before, int index, DateTimeOffset now) =>
        job.State != JobState.Running ? null : job.StepEnded(index - 1, before, now).AtStep(index, now);

    /// <summary>All steps are done.</summary>
    public static Job? Completes(this Job job, StepOutcome last, DateTimeOffset now) =>
        job.State != JobState.Running
            ? null
            : job.StepEnded(job.Steps.Count - 1, last, now).Ends(JobState.Complete, 1, now, error: null) with { CancelRequested = false };

    /// <summary>It failed; before its first step where it still waits.</summary>
    public static Job? Fails(this Job job, StepOutcome? last, JobError error, DateTimeOffset now) =>
        job.IsOver()
            ? null
            : job.CurrentStepEnded(last, now).Ends(JobState.Error, job.Progress, now, error) with { CleanUpDue = true };

    /// <summary>It is stopped, as somebody wanted.</summary>
    public static Job? IsCancelled(this Job job, StepOutcome? last, DateTimeOffset now) =>
        job.IsOver()
            ? null
            : job.CurrentStepEnded(last, now).Ends(JobState.Cancelled, job.Progress, now, error: null) with { CleanUpDue = true };

    /// <summary>It waits again: the server ended while it ran.</summary>
    public static Job? Requeues(this Job job, DateTimeOffset now) =>
        job.State != JobState.Running
            ? null
            : job with
            {
                State = JobState.Waiting,
                Stage = null,
                Progress = 0,
                Status = [.. job.Status, new JobStatus(JobState.Waiting, null, 0, now)],
                Steps = [.. job.Steps.Select(step => new JobStep(step.Name, step.Title))],
            };

    private static List<JobStep> StepsOf(IWorkflow workflow) => [.. workflow.Steps.Select(step => new JobStep(step.Name, step.Title))];

    private static Job AtStep(this Job job, int index, DateTimeOffset now)
    {
        var step = job.Steps[index];
        var progress = Math.Round((index + 1) / (double)(job.Steps.Count + 1), 2);
        return job with
        {
            Stage = step.Name,
            Progress = progress,
            Steps = job.Steps.With(index, step with { StartedAt = now }),
            Status = [.. job.Status, new JobStatus(JobState.Running, step.Name, progress, now)],
        };
    }

    private static Job CurrentStepEnded(this Job job, StepOutcome? outcome, DateTimeOffset now)
    {
        var index = job.Steps.ToList().FindIndex(step => step.StartedAt is not null && step.FinishedAt is null);
        return index < 0 ? job : job.StepEnded(index, outcome ?? StepOutcome.None, now);
    }

    private static Job StepEnded(this Job job, int index, StepOutcome outcome, DateTimeOffset now) => job with
    {
        Steps = job.Steps.With(index, job.Steps[index] with { FinishedAt = now, ExitStatus = outcome.ExitStatus, Tools = outcome.Tools }),
    };

    private static Job Ends(this Job job, JobState state, double progress, DateTimeOffset now, JobError? error) => job with
    {
        State = state,
        Progress = progress,
        Reason = null,
        Error = error,
        FinishedAt = now,
        Status = [.. job.Status, new JobStatus(state, job.Stage, progress, now, error)],
    };

    private static List<JobStep> With(this IReadOnlyList<JobStep> steps, int index, JobStep step) =>
        [.. steps.Select((other, place) => place == index ? step : other)];
}
