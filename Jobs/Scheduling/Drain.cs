using Microsoft.Extensions.Logging;

namespace Virtool.Jobs.Scheduling;

/// <summary>A server that is to end, but not before the jobs that run: once it is on, no job starts.</summary>
/// <param name="log">Says what it waits for.</param>
public sealed class Drain(ILogger<Drain> log) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _done = new();
    private int _running;

    /// <summary>No job starts any more.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Cancelled once it is on and no job runs.</summary>
    public CancellationToken Done => _done.Token;

    /// <summary>Lets no job start any more.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            IsOn = true;
            log.LogInformation("No job starts any more. The server ends when those that run have ended: {Count} of them", _running);
        }

        Look();
    }

    /// <summary>A job is with its task.</summary>
    internal void Count(int by)
    {
        lock (_lock)
        {
            _running += by;
        }

        Look();
    }

    /// <inheritdoc />
    public void Dispose() => _done.Dispose();

    private void Look()
    {
        bool isDone;
        lock (_lock)
        {
            isDone = IsOn && _running == 0;
        }

        if (isDone)
        {
            _done.Cancel();
        }
    }
}
