using System.Text.Json.Nodes;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Links;

namespace Virtool.Domain.Jobs;

/// <summary>How a job comes to be, and how it goes from state to state.</summary>
public static class JobRules
{
    /// <summary>The least <see cref="Job.Priority"/>.</summary>
    public const int LowestPriority = -10;

    /// <summary>The highest <see cref="Job.Priority"/>.</summary>
    public const int HighestPriority = 10;

    /// <summary>A waiting job; whoever wants it inserts it, alone or in a batch with what it works for.</summary>
    /// <param name="task">The workflow.</param>
    /// <param name="subject">What it works for.</param>
    /// <param name="readers">Those of the subject.</param>
    /// <param name="user">Who wants it.</param>
    /// <param name="args">What the workflow is told.</param>
    /// <param name="now">The time.</param>
    public static Job Create(string task, Subject subject, IReadOnlyList<string> readers, Link user, JsonObject args, DateTimeOffset now) => new()
    {
        Id = Ids.New(),
        Task = task,
        Subject = subject,
        User = user,
        Args = args,
        CreatedAt = now,
        State = JobState.Waiting,
        Status = [new JobStatus(JobState.Waiting, null, 0, now)],
        Readers = readers,
        Search = Fold.Text($"{task} {subject.Name} {user.Name}"),
    };

    /// <summary>The job as it is started again: it waits, its finished steps stay finished.</summary>
    /// <param name="job">A job that failed or was cancelled.</param>
    /// <param name="memory">Memory in GB that it is to get; null: as it would have had.</param>
    /// <param name="now">The time.</param>
    public static Job Retried(this Job job, int? memory, DateTimeOffset now) => job with
    {
        State = JobState.Waiting,
        Reason = null,
        Error = null,
        FinishedAt = null,
        Stage = null,
        Progress = job.KeptProgress(),
        CancelRequested = false,
        Retryable = false,
        MemoryRaised = false,
        WantedMem = memory ?? job.WantedMem,
        Steps = job.KeptSteps(),
        Status = [.. job.Status, new JobStatus(JobState.Waiting, null, job.KeptProgress(), now)],
    };

    /// <summary>How many of its steps, from the first on, are done: those before its stage, and while it waits, those that were done before.</summary>
    public static int FinishedSteps(this Job job) =>
        job.Steps.TakeWhile(step => step.FinishedAt is not null && (step.Name != job.Stage || job.State == JobState.Complete)).Count();

    /// <summary>Its steps as they are when it waits again: those that are done as they went, the others as if never begun.</summary>
    public static IReadOnlyList<JobStep> KeptSteps(this Job job)
    {
        var finished = job.FinishedSteps();
        return [.. job.Steps.Select((step, place) => place < finished ? step : new JobStep(step.Name, step.Title))];
    }

    /// <summary>Its progress as it is when it waits again, 0 to 1.</summary>
    public static double KeptProgress(this Job job) => Math.Round(job.FinishedSteps() / (double)(job.Steps.Count + 1), 2);

    /// <summary>Whether the job will not change its state by itself any more.</summary>
    public static bool IsOver(this Job job) => job.State.IsLast();

    /// <summary>Whether a job in the state is over.</summary>
    public static bool IsLast(this JobState state) => state is JobState.Complete or JobState.Error or JobState.Cancelled;

    /// <summary>The job after a cancellation; its stage and progress stay those of its last status.</summary>
    public static Job Cancelled(this Job job, DateTimeOffset now) => job with
    {
        State = JobState.Cancelled,
        Reason = null,
        FinishedAt = now,
        Status = [.. job.Status, new JobStatus(JobState.Cancelled, job.Stage, job.Progress, now)],
    };
}
