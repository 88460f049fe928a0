namespace Virtool.Files.Uploads;

/// <summary>
/// Who may write to an upload: one at a time. Who comes later is the same client after a lost connection, while the server still waits for
/// bytes of the former: so the former is ended.
/// </summary>
internal sealed class UploadTurns
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    /// <summary>Ends who writes, waits until that has ended, and takes its place; dispose of it to give it up.</summary>
    public async Task<Turn> TakeAsync(string uploadId, CancellationToken cancellation)
    {
        var mine = new Turn(this, uploadId, cancellation);
        while (true)
        {
            Turn? other;
            lock (_lock)
            {
                if (_turns.TryAdd(uploadId, mine))
                {
                    return mine;
                }

                other = _turns[uploadId];
            }

            other.Interrupt();
            try
            {
                await other.Ended.WaitAsync(cancellation);
            }
            catch
            {
                mine.Drop();
                throw;
            }
        }
    }

    /// <summary>The right to write, until disposed of.</summary>
    internal sealed class Turn(UploadTurns turns, string uploadId, CancellationToken cancellation) : IDisposable
    {
        private readonly CancellationTokenSource _interrupted = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The client has gone, or has come again.</summary>
        public CancellationToken Cancellation => _interrupted.Token;

        /// <summary>Somebody else may write.</summary>
        public Task Ended => _ended.Task;

        public void Interrupt()
        {
            try
            {
                _interrupted.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It has just ended by itself.
            }
        }

        public void Drop() => _interrupted.Dispose();

        public void Dispose()
        {
            lock (turns._lock)
            {
                turns._turns.Remove(uploadId);
            }

            _ended.SetResult();
            _interrupted.Dispose();
        }
    }
}
