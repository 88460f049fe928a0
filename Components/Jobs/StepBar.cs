using Virtool.Components.Look;
using Virtool.Domain.Jobs;

namespace Virtool.Components.Jobs;

/// <summary>A step on the timeline of its job.</summary>
/// <param name="Kind">How it is shown.</param>
/// <param name="Word">The word beside the mark.</param>
/// <param name="From">Where its bar begins, 0 to 1 of the job's time.</param>
/// <param name="To">Where its bar ends.</param>
/// <param name="Took">How long it took, or has taken; null before it starts.</param>
public sealed record StepBar(StateKind Kind, string Word, double From, double To, TimeSpan? Took)
{
    /// <summary>Of a step, as it stands now.</summary>
    public static StepBar Of(Job job, JobStep step, DateTimeOffset now)
    {
        var kind = KindOf(job, step);
        if (step.StartedAt is not { } started || job.StartedAt is not { } first)
        {
            return new StepBar(kind, WordOf(kind), 0, 0, null);
        }

        var end = step.FinishedAt ?? job.FinishedAt ?? now;
        var whole = Math.Max(0.001, ((job.FinishedAt ?? now) - first).TotalSeconds);
        return new StepBar(kind, WordOf(kind), Share(started), Share(end), end - started);

        double Share(DateTimeOffset at) => Math.Clamp((at - first).TotalSeconds / whole, 0, 1);
    }

    private static StateKind KindOf(Job job, JobStep step) => step switch
    {
        { FinishedAt: not null } when job.State != JobState.Error || job.Stage != step.Name => StateKind.Complete,
        { StartedAt: null } => job.State is JobState.Waiting or JobState.Running ? StateKind.Waiting : StateKind.Cancelled,
        _ => job.State switch
        {
            JobState.Error => StateKind.Failed,
            JobState.Cancelled => StateKind.Cancelled,
            JobState.Complete => StateKind.Complete,
            _ => StateKind.Running,
        },
    };

    private static string WordOf(StateKind kind) => kind switch
    {
        StateKind.Complete => "done",
        StateKind.Waiting => "to come",
        StateKind.Cancelled => "not done",
        _ => kind.Word(),
    };
}
