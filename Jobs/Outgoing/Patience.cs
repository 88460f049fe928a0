namespace Virtool.Jobs.Outgoing;

/// <summary>Gives up on an answer that does not come.</summary>
/// <param name="limit">How long it is waited for.</param>
/// <param name="time">The clock.</param>
/// <param name="cancellation">Of who waits.</param>
internal sealed class Patience(TimeSpan limit, TimeProvider time, CancellationToken cancellation) : IDisposable
{
    private readonly CancellationTokenSource _limit = new(limit, time);
    private CancellationTokenSource? _either;

    /// <summary>Cancelled when it is at an end, or who waits is.</summary>
    public CancellationToken Token => (_either ??= CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, cancellation)).Token;

    /// <summary>Something has come: it is waited as long again.</summary>
    public void Renew() => _limit.CancelAfter(limit);

    /// <summary>Waits with it.</summary>
    /// <exception cref="TimeoutException">It was at an end first.</exception>
    public async Task<T> GuardAsync<T>(Func<Task<T>> wait)
    {
        try
        {
            return await wait();
        }
        catch (OperationCanceledException exception) when (_limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"Nothing came within {limit}.", exception);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _either?.Dispose();
        _limit.Dispose();
    }
}
