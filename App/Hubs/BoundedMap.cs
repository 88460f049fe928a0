using System.Diagnostics.CodeAnalysis;

namespace Virtool.App.Hubs;

/// <summary>A map that forgets what was set longest ago.</summary>
/// <typeparam name="TKey">The keys.</typeparam>
/// <typeparam name="TValue">The values.</typeparam>
/// <param name="capacity">How many it holds.</param>
internal sealed class BoundedMap<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _byAge = [];

    /// <summary>What was set for the key, if it is remembered.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var isKnown = _nodes.TryGetValue(key, out var node);
        value = isKnown ? node!.Value.Value : default;
        return isKnown;
    }

    /// <summary>Sets it, as the newest.</summary>
    public void Set(TKey key, TValue value)
    {
        if (_nodes.Remove(key, out var before))
        {
            _byAge.Remove(before);
        }

        _nodes[key] = _byAge.AddLast((key, value));
        if (_nodes.Count > capacity)
        {
            _nodes.Remove(_byAge.First!.Value.Key);
            _byAge.RemoveFirst();
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _nodes.Clear();
        _byAge.Clear();
    }
}
