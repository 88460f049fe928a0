using Virtool.Data.Collections;
using Virtool.Domain.Tasks;

namespace Virtool.Jobs.Tasks;

/// <summary>A task that goes on, and how it tells how far it is.</summary>
/// <param name="task">The task as it was begun.</param>
/// <param name="tasks">The tasks.</param>
/// <param name="time">The clock.</param>
public sealed class TaskContext(ServerTask task, Collection<ServerTask> tasks, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private double _from;
    private double _to = 1;
    private double _written;
    private long _writtenAt = time.GetTimestamp();

    /// <summary>The task as it was begun.</summary>
    public ServerTask Task => task;

    /// <summary>Begins a step.</summary>
    /// <param name="step">What is done, for people: "Writing viruses".</param>
    /// <param name="from">How much of the task is done before it, 0 to 1.</param>
    /// <param name="to">How much is done after it, 0 to 1.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task StepAsync(string step, double from, double to, CancellationToken cancellation)
    {
        (_from, _to) = (from, to);
        await WriteAsync(from, step, cancellation);
    }

    /// <summary>Tells how much of the step is done; not every word of it is written down.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task ProgressAsync(double share, CancellationToken cancellation)
    {
        var progress = _from + ((_to - _from) * Math.Clamp(share, 0, 1));
        if (progress - _written >= 0.01 && time.GetElapsedTime(_writtenAt) >= Pause)
        {
            await WriteAsync(progress, null, cancellation);
        }
    }

    private async Task WriteAsync(double progress, string? step, CancellationToken cancellation)
    {
        var rounded = Math.Round(progress, 3);
        await tasks.UpdateAsync(task.Id, current => current with { Progress = rounded, Step = step ?? current.Step }, cancellation);
        (_written, _writtenAt) = (progress, time.GetTimestamp());
    }
}
