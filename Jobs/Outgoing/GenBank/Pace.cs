namespace Virtool.Jobs.Outgoing.GenBank;

/// <summary>Lets requests through one after the other, at least so long apart.</summary>
/// <param name="apart">How long.</param>
/// <param name="time">The clock.</param>
internal sealed class Pace(TimeSpan apart, TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Waits for one's turn.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        TimeSpan left;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var turn = _next > now ? _next : now;
            _next = turn + apart;
            left = turn - now;
        }

        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, cancellation);
        }
    }
}
