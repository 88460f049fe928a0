using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Users;

/// <summary>
/// Who a user is now, and who wants to know when that changes: what circuits, requests and connections to the hub go by, instead of what a
/// session said when it began. One subscription to the users serves all, from the first that watches to the last.
/// </summary>
/// <param name="feed">The change feed.</param>
/// <param name="users">The users.</param>
/// <param name="options">Identity's options.</param>
public sealed class ViewerWatch(IChangeFeed feed, Collection<User> users, IOptions<IdentityOptions> options) : IDisposable
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

    /// <summary>The user as it is now; null where there is none, or where it was deactivated.</summary>
    public async Task<Viewer?> GetAsync(string userId, CancellationToken cancellation = default) =>
        await users.GetAsync(userId, cancellation) is { Active: true } user ? user.ToViewer() : null;

    /// <summary>Who is behind a session now; null where nobody is, or where the session has ended: its user is gone, deactivated, or has another security stamp.</summary>
    public async Task<Viewer?> GetAsync(ClaimsPrincipal session, CancellationToken cancellation = default)
    {
        if (ViewerClaims.UserId(session) is not { } id || await users.GetAsync(id, cancellation) is not { Active: true } user)
        {
            return null;
        }

        return user.SecurityStamp == session.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) ? user.ToViewer() : null;
    }

    /// <summary>
    /// Calls <paramref name="changed"/> when the user's document was written or deleted, and when that may have been so; what it is then,
    /// <see cref="GetAsync(ClaimsPrincipal, CancellationToken)"/> tells. No change after this returns is missed. Disposing ends it.
    /// </summary>
    /// <param name="userId">The user.</param>
    /// <param name="changed">Returns at once and throws nothing: all watchers wait for it.</param>
    public IDisposable Watch(string userId, Action changed)
    {
        var watcher = new Watcher(this, userId, changed);
        lock (_gate)
        {
            _watchers.Add(watcher);
            if (_listening is null)
            {
                _listening = new Listening(feed.Subscribe([users.Name]));
                _ = ListenAsync(_listening);
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

    private Watcher[] Concerned(ChangeBatch batch)
    {
        var changed = batch.Changes.Select(change => change.Id).ToHashSet(StringComparer.Ordinal);
        lock (_gate)
        {
            return [.. _watchers.Where(watcher => batch.Resync || changed.Contains(watcher.UserId))];
        }
    }

    private sealed class Watcher(ViewerWatch watch, string userId, Action changed) : IDisposable
    {
        public string UserId => userId;

        public Action Changed => changed;

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
