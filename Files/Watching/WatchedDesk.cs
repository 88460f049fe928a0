using Virtool.Domain.Watching;

namespace Virtool.Files.Watching;

/// <summary>The work for one folder as it was set at a time.</summary>
internal sealed class WatchedDesk : IAsyncDisposable
{
    private readonly WatchedFolder _folder;
    private readonly CancellationTokenSource _ending;
    private readonly Task _work;

    public WatchedDesk(WatchedFolder folder, Func<WatchedFolder, CancellationToken, Task> work, CancellationToken stopping)
    {
        _folder = folder;
        _ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _work = Task.Run(() => work(folder, _ending.Token), CancellationToken.None);
    }

    /// <summary>Whether nothing that it depends on was set otherwise since. The rule it does not depend on.</summary>
    public bool Serves(WatchedFolder folder) =>
        (folder.Path, folder.SettleSeconds, folder.Subfolders, folder.Polled, folder.Original)
            == (_folder.Path, _folder.SettleSeconds, _folder.Subfolders, _folder.Polled, _folder.Original)
        && folder.Takes.ToHashSet().SetEquals(_folder.Takes);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _work;
        _ending.Dispose();
    }
}
