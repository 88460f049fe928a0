namespace Virtool.Jobs.Scheduling;

/// <summary>A job that is with its task.</summary>
/// <param name="workflow">What it runs.</param>
/// <param name="resources">What it holds.</param>
/// <param name="startedAt">When it started, about.</param>
/// <param name="endsBy">When its time is up; null where it is only brought to its end.</param>
internal sealed class RunningJob(string workflow, Resources resources, DateTimeOffset startedAt, DateTimeOffset? endsBy) : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();

    /// <summary>What it runs.</summary>
    public string Workflow => workflow;

    /// <summary>What it holds.</summary>
    public Resources Resources => resources;

    /// <summary>When it started, about.</summary>
    public DateTimeOffset StartedAt => startedAt;

    /// <summary>When its time is up.</summary>
    public DateTimeOffset? EndsBy => endsBy;

    /// <summary>Somebody wants it stopped.</summary>
    public CancellationToken Cancelled => _cancel.Token;

    /// <summary>Ends when its last state is written.</summary>
    public Task Task { get; set; } = Task.CompletedTask;

    /// <summary>Tells when its time is up.</summary>
    public ITimer? Clock { get; set; }

    /// <summary>Wants it stopped.</summary>
    public Task CancelAsync() => _cancel.CancelAsync();

    /// <inheritdoc />
    public void Dispose()
    {
        Clock?.Dispose();
        _cancel.Dispose();
    }
}
