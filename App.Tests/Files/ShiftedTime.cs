namespace Virtool.App.Tests.Files;

/// <summary>The system's clock, which a test can put forward.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    public void Forward(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
