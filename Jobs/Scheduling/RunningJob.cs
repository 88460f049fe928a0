namespace Virtool.Jobs.Scheduling;

/// <summary>A job that is with its task.</summary>
internal sealed class RunningJob : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();

    /// <summary>Somebody wants it stopped.</summary>
    public CancellationToken Cancelled => _cancel.Token;

    /// <summary>Ends when its last state is written.</summary>
    public Task Task { get; set; } = Task.CompletedTask;

    /// <summary>Wants it stopped.</summary>
    public Task CancelAsync() => _cancel.CancelAsync();

    /// <inheritdoc />
    public void Dispose() => _cancel.Dispose();
}
