using Virtool.Data.Background;

namespace Virtool.Components.Look;

/// <summary>One timer for all relative times of a circuit; it runs only while somebody listens.</summary>
/// <param name="time">The clock.</param>
public sealed class Ticker(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly List<Action> _listeners = [];
    private ITimer? _timer;

    /// <summary>The clock's time.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Calls the listener at each tick, until what it returns is disposed. The call may come on any thread.</summary>
    public IDisposable Listen(Action listener)
    {
        lock (_lock)
        {
            _listeners.Add(listener);
            _timer ??= Detached.From(() => time.CreateTimer(_ => Tick(), null, Interval, Interval));
        }

        return new Listening(this, listener);
    }

    /// <inheritdoc />
    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        Action[] listeners;
        lock (_lock)
        {
            listeners = [.. _listeners];
        }

        foreach (var listener in listeners)
        {
            listener();
        }
    }

    private void Leave(Action listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
            if (_listeners.Count == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }

    private sealed class Listening(Ticker ticker, Action listener) : IDisposable
    {
        public void Dispose() => ticker.Leave(listener);
    }
}
