namespace Virtool.Files.Syncing;

/// <summary>
/// Which of the things that were found at one look after the other have stayed the same for a while: what is being moved by an import or a job at
/// this moment is seen in the middle of it at one look, and not at the next.
/// </summary>
/// <typeparam name="T">What may not change meanwhile.</typeparam>
internal sealed class Steady<T>(TimeSpan settle, TimeProvider time)
    where T : notnull
{
    private Dictionary<string, (T Form, DateTimeOffset Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>Something was seen that has not been the same for long enough.</summary>
    public bool IsPending { get; private set; }

    /// <summary>Notes what is there now, and gives what has been there, the same, for long enough.</summary>
    public IReadOnlyList<string> See(IEnumerable<(string Key, T Form)> found)
    {
        var now = time.GetUtcNow();
        var seen = new Dictionary<string, (T Form, DateTimeOffset Since)>(StringComparer.Ordinal);
        foreach (var (key, form) in found)
        {
            var isSame = _seen.TryGetValue(key, out var before) && before.Form.Equals(form);
            seen[key] = (form, isSame ? before.Since : now);
        }

        _seen = seen;
        IsPending = seen.Values.Any(one => now - one.Since < settle);
        return [.. seen.Where(one => now - one.Value.Since >= settle).Select(one => one.Key)];
    }
}
