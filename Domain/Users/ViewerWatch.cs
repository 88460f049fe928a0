using System.Security.Claims;
using Virtool.Data.Background;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Domain.Groups;
using Virtool.Domain.Keys;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Users;

/// <summary>
/// Tells open pages and connections to the hub that who is behind them may be another than before; who it is, <see cref="Viewers"/> says. One
/// subscription to users, groups and keys serves all, from the first that watches to the last.
/// </summary>
/// <param name="feed">The change feed.</param>
/// <param name="users">The users.</param>
/// <param name="groups">Their groups.</param>
/// <param name="keys">Their API keys.</param>
public sealed class ViewerWatch(IChangeFeed feed, Collection<User> users, Collection<Group> groups, Collection<ApiKey> keys) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<Watcher> _watchers = [];
    private Listening? _listening;

    /// <summary>How many watch.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _watchers.Count;
            }
        }
    }

    /// <summary>
    /// Calls <paramref name="changed"/> when the document of the session's user, one of any group or that of the session's API key was written
    /// or deleted, and when that may have been so. No change after this returns is missed. Disposing ends it.
    /// </summary>
    /// <param name="session">The session; somebody is behind it.</param>
    /// <param name="changed">Returns at once and throws nothing: all watchers wait for it.</param>
    public IDisposable Watch(ClaimsPrincipal session, Action changed)
    {
        var watcher = new Watcher(this, ViewerClaims.UserId(session), ViewerClaims.KeyId(session), changed);
        lock (_gate)
        {
            _watchers.Add(watcher);
            if (_listening is null)
            {
                var listening = _listening = new Listening(feed.Subscribe([users.Name, groups.Name, keys.Name]));
                _ = Detached.From(() => ListenAsync(listening));
            }
        }

        return watcher;
    }

    /// <summary>Ends all watching.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _watchers.Clear();
            Stop();
        }
    }

    private void Close(Watcher watcher)
    {
        lock (_gate)
        {
            if (_watchers.Remove(watcher) && _watchers.Count == 0)
            {
                Stop();
            }
        }
    }

    private void Stop()
    {
        _listening?.Dispose();
        _listening = null;
    }

    private async Task ListenAsync(Listening listening)
    {
        // Not on the thread of the circuit that watches first.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await foreach (var batch in listening.Subscription.ReadAsync(listening.Stopped))
            {
                foreach (var watcher in Concerned(batch))
                {
                    watcher.Changed();
                }
            }
        }
        catch (OperationCanceledException) when (listening.Stopped.IsCancellationRequested)
        {
            // The last watcher is gone.
        }
    }

    // Groups are few and seldom change: who of all is a member is not looked up.
    private Watcher[] Concerned(ChangeBatch batch)
    {
        var all = batch.Resync || batch.Changes.Any(change => change.Collection == groups.Name);
        var changed = batch.Changes.Select(change => change.Id).ToHashSet(StringComparer.Ordinal);
        lock (_gate)
        {
            return [.. _watchers.Where(watcher => all || watcher.IsOf(changed))];
        }
    }

    private sealed class Watcher(ViewerWatch watch, string? userId, string? keyId, Action changed) : IDisposable
    {
        public Action Changed => changed;

        public bool IsOf(HashSet<string> ids) => (userId is not null && ids.Contains(userId)) || (keyId is not null && ids.Contains(keyId));

        public void Dispose() => watch.Close(this);
    }

    private sealed class Listening(IChangeSubscription subscription) : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();

        public IChangeSubscription Subscription => subscription;

        public CancellationToken Stopped => _stop.Token;

        /// <summary>The source is left to the collector: the loop still holds its token.</summary>
        public void Dispose()
        {
            subscription.Dispose();
            _stop.Cancel();
        }
    }
}
