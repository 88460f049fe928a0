using System.Globalization;
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

    /// <summary>It waits, for a reason, and until about when; its steps are listed, and what it would hold.</summary>
    public static Job? Waits(this Job job, IWorkflow workflow, Resources wanted, string reason, DateTimeOffset? expectedAt = null)
    {
        var same = job.Reason == reason && job.ExpectedAt == expectedAt && job.Proc == wanted.Proc && job.Mem == wanted.Mem && job.Steps.Count == workflow.Steps.Count;
        return job.State != JobState.Waiting || same
            ? null
            : job with { Reason = reason, ExpectedAt = expectedAt, Proc = wanted.Proc, Mem = wanted.Mem, Steps = job.StepsIn(workflow) };
    }

    /// <summary>It starts; the first step that is not kept does.</summary>
    /// <param name="job">The job.</param>
    /// <param name="workflow">What it runs.</param>
    /// <param name="grant">What it may take.</param>
    /// <param name="now">The time.</param>
    /// <param name="kept">How many of its finished steps are not run again.</param>
    public static Job? Starts(this Job job, IWorkflow workflow, Grant grant, DateTimeOffset now, int kept = 0) =>
        job.State != JobState.Waiting || job.CancelRequested
            ? null
            : (job with
            {
                State = JobState.Running,
                Reason = null,
                ExpectedAt = null,
                Error = null,
                Proc = grant.Resources.Proc,
                Mem = grant.Resources.Mem,
                TimeLimit = grant.Hours,
                Attempts = job.Attempts + 1,
                ExternalId = string.Create(CultureInfo.InvariantCulture, $"{job.Id}.{job.Attempts + 1}"),
                StartedAt = now,
                FinishedAt = null,
                Steps = [.. job.Steps.Take(kept), .. StepsOf(workflow).Skip(kept)],
            }).AtStep(kept, now);

    /// <summary>It goes on where it was, under the eyes of another server process.</summary>
    /// <param name="job">The job.</param>
    /// <param name="died">The process before died; what its step did in this process is done again, and that is counted.</param>
    /// <param name="now">The time.</param>
    public static Job? Resumes(this Job job, bool died, DateTimeOffset now) =>
        job.State != JobState.Running
            ? null
            : died
                ? job with { Status = [.. job.Status, new JobStatus(JobState.Running, job.Stage, job.Progress, now)] }
                : job;

    /// <summary>How often it has begun the step that it is in, since somebody started it.</summary>
    public static int TimesInStep(this Job job) => job.Status
        .Reverse()
        .TakeWhile(status => status.State == JobState.Waiting || (status.State == JobState.Running && status.Stage == job.Stage))
        .Count(status => status.State == JobState.Running);

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

    /// <summary>It is stopped: as somebody wanted, or with the error where it is for one.</summary>
    public static Job? IsCancelled(this Job job, StepOutcome? last, DateTimeOffset now) =>
        job is { CancelRequested: true, Error: { } error }
            ? job.Fails(last, error, now)
            : job.IsOver()
            ? null
            : job.CurrentStepEnded(last, now).Ends(JobState.Cancelled, job.Progress, now, error: null) with { CleanUpDue = true };

    /// <summary>It waits again: the server ended while it ran, or the database was away. Its finished steps stay so.</summary>
    public static Job? Requeues(this Job job, DateTimeOffset now) =>
        job.State != JobState.Running
            ? null
            : job with
            {
                State = JobState.Waiting,
                Stage = null,
                Progress = job.KeptProgress(),
                Status = [.. job.Status, new JobStatus(JobState.Waiting, null, job.KeptProgress(), now)],
                Steps = job.KeptSteps(),
            };

    private static List<JobStep> StepsOf(IWorkflow workflow) => [.. workflow.Steps.Select(step => new JobStep(step.Name, step.Title))];

    private static IReadOnlyList<JobStep> StepsIn(this Job job, IWorkflow workflow) =>
        job.Steps.Count == workflow.Steps.Count ? job.Steps : StepsOf(workflow);

    private static Job AtStep(this Job job, int index, DateTimeOffset now)
    {
        var step = job.Steps[index];
        var progress = Math.Round((index + 1) / (double)(job.Steps.Count + 1), 2);
        return job with
        {
            Stage = step.Name,
            Progress = progress,
            Steps = job.Steps.With(index, new JobStep(step.Name, step.Title, now)),
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
        Steps = job.Steps.With(index, job.Steps[index] with
        {
            FinishedAt = now,
            ExitStatus = outcome.ExitStatus,
            Tools = outcome.Tools,
            CpuSeconds = outcome.CpuSeconds,
            PeakMemory = outcome.PeakMemory,
        }),
    };

    private static Job Ends(this Job job, JobState state, double progress, DateTimeOffset now, JobError? error) => job with
    {
        State = state,
        Progress = progress,
        Reason = null,
        ExpectedAt = null,
        Error = error,
        FinishedAt = now,
        Status = [.. job.Status, new JobStatus(state, job.Stage, progress, now, error)],
    };

    private static List<JobStep> With(this IReadOnlyList<JobStep> steps, int index, JobStep step) =>
        [.. steps.Select((other, place) => place == index ? step : other)];
}
