using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Virtool.Components.Live;

/// <summary>What prerendered pages read, until their circuits fetch it: for a minute, of at most a thousand pages.</summary>
public sealed class LiveHandovers(TimeProvider time)
{
    private const int Capacity = 1_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (IReadOnlyDictionary<string, object> Values, DateTimeOffset At)> _pages = new(StringComparer.Ordinal);

    /// <summary>Keeps a page's values; gives the token that fetches them.</summary>
    public string Keep(IReadOnlyDictionary<string, object> values)
    {
        var now = time.GetUtcNow();
        foreach (var page in _pages.Where(page => now - page.Value.At > Kept))
        {
            _pages.TryRemove(page);
        }

        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        if (_pages.Count < Capacity)
        {
            _pages[token] = (values, now);
        }

        return token;
    }

    /// <summary>Takes a page's values, once; none where the token is unknown or too old.</summary>
    public IReadOnlyDictionary<string, object> Take(string token) =>
        _pages.TryRemove(token, out var page) && time.GetUtcNow() - page.At <= Kept ? page.Values : new Dictionary<string, object>();
}
