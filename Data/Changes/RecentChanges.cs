namespace Virtool.Data.Changes;

/// <summary>The last changes, in a ring. Not for several threads at a time.</summary>
internal sealed class RecentChanges(int capacity)
{
    private readonly Change[] _ring = new Change[capacity];
    private int _next;

    public int Count { get; private set; }

    public void Add(Change change)
    {
        _ring[_next] = change;
        _next = (_next + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
    }

    public void Clear() => (_next, Count) = (0, 0);

    /// <summary>Those after a sequence, in their order.</summary>
    public Change[] After(long sequence)
    {
        var count = 0;
        while (count < Count && Back(count).Sequence > sequence)
        {
            count++;
        }

        var changes = new Change[count];
        for (var i = 0; i < count; i++)
        {
            changes[i] = Back(count - 1 - i);
        }

        return changes;
    }

    /// <summary>The change so many before the last.</summary>
    private Change Back(int places) => _ring[(_next - 1 - places + capacity) % capacity];
}
