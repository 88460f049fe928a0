using Virtool.Data.Store;

namespace Virtool.Data.Ownership;

/// <summary>With the embedded engine: the lock on the data folder. It is never lost, and the kernel gives it back whenever the process ends.</summary>
/// <param name="dataFolder">The data folder.</param>
/// <param name="clock">The clock.</param>
internal sealed class FolderOwnership(string dataFolder, TimeProvider clock) : IOwnership
{
    private readonly Lock _gate = new();
    private DataFolderLock? _lock;
    private Tenure? _tenure;

    public string? Other => null;

    public Task<Tenure?> TryTakeAsync(CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            _lock ??= DataFolderLock.Take(dataFolder);
            _tenure ??= new Tenure(_lock.NextFence(clock.GetUtcNow()), CancellationToken.None);
            return Task.FromResult<Tenure?>(_tenure);
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _lock?.Dispose();
            _lock = null;
            _tenure = null;
        }

        return ValueTask.CompletedTask;
    }
}
