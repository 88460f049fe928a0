using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Virtool.Components.Live;

/// <summary>What prerendered pages read, until their circuits fetch it: for a minute, of at most a thousand pages.</summary>
public sealed class LiveHandovers(TimeProvider time)
{
    private const int Capacity = 1_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (IReadOnlyDictionary<string, object> Values, string? User, DateTimeOffset At)> _pages = new(StringComparer.Ordinal);

    /// <summary>Keeps what was read for a user's page; gives the token that fetches it.</summary>
    public string Keep(IReadOnlyDictionary<string, object> values, string? user)
    {
        var now = time.GetUtcNow();
        foreach (var page in _pages.Where(page => now - page.Value.At > Kept))
        {
            _pages.TryRemove(page);
        }

        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        if (_pages.Count < Capacity)
        {
            _pages[token] = (values, user, now);
        }

        return token;
    }

    /// <summary>Takes a page's values, once; none where the token is unknown, too old, or another user's.</summary>
    public IReadOnlyDictionary<string, object> Take(string token, string? user) =>
        _pages.TryRemove(token, out var page) && page.User == user && time.GetUtcNow() - page.At <= Kept ? page.Values : new Dictionary<string, object>();
}
