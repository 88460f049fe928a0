using System.Collections.Concurrent;
using System.Threading.Channels;
using Virtool.Data.Collections;

namespace Virtool.Domain.Keys;

/// <summary>
/// When keys were used last. A request only notes it; it is written down beside the requests, by whoever runs <see cref="WriteAsync"/>, and
/// for one key at most once a minute.
/// </summary>
/// <param name="keys">The keys.</param>
/// <param name="time">The clock.</param>
public sealed class KeyUses(Collection<ApiKey> keys, TimeProvider time)
{
    private const int MostWaiting = 1_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _noted = new(StringComparer.Ordinal);
    private readonly Channel<(string Id, DateTimeOffset At)> _waiting =
        Channel.CreateBounded<(string, DateTimeOffset)>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Notes that a key is used now. Returns at once.</summary>
    public void Note(ApiKey key)
    {
        var now = time.GetUtcNow();
        var last = _noted.TryGetValue(key.Id, out var noted) && noted > key.LastUsedAt.GetValueOrDefault() ? noted : key.LastUsedAt;
        if (last is null || now - last >= Interval)
        {
            _noted[key.Id] = now;
            _waiting.Writer.TryWrite((key.Id, now));
        }
    }

    /// <summary>Writes down the next use that was noted; waits for one.</summary>
    /// <exception cref="Data.Store.StoreException">It could not be written; the use is forgotten.</exception>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        var (id, at) = await _waiting.Reader.ReadAsync(cancellation);
        var written = await keys.UpdateAsync(id, key => key.LastUsedAt >= at ? key : key with { LastUsedAt = at }, cancellation);
        if (written is null)
        {
            _noted.TryRemove(id, out _);
        }
    }
}
