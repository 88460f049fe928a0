using System.Globalization;

namespace Virtool.Jobs.Limits;

/// <summary>Gives jobs cores of their own as far as they go; where there are not enough, those that are fewest jobs'.</summary>
/// <param name="cores">The cores that this server may use.</param>
internal sealed class CoreSets(IReadOnlyList<int> cores)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IReadOnlyList<int>> _given = [];

    /// <summary>The cores of a process, this one or another, from a line such as <c>Cpus_allowed_list: 0-3,8</c> of its status; none where it has ended.</summary>
    public static IReadOnlyList<int> Allowed(string statusFile = "/proc/self/status")
    {
        try
        {
            var line = File.Exists(statusFile) ? File.ReadLines(statusFile).FirstOrDefault(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)) : null;
            return line is null ? [] : [.. line.Split(':')[1].Trim().Split(',').SelectMany(Range)];
        }
        catch (IOException)
        {
            // It ended while it was looked at.
            return [];
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => cores.Count;

    /// <summary>A job's cores, as <c>taskset</c> takes them; null: all.</summary>
    public string? Of(string jobId, int proc)
    {
        lock (_lock)
        {
            if (proc >= cores.Count)
            {
                _given.Remove(jobId);
                return null;
            }

            if (!_given.TryGetValue(jobId, out var own) || own.Count != proc)
            {
                _given.Remove(jobId);
                own = [.. cores.OrderBy(core => _given.Values.Count(others => others.Contains(core))).Take(proc).Order()];
                _given[jobId] = own;
            }

            return string.Join(',', own);
        }
    }

    /// <summary>The job has these, from a server before.</summary>
    public void Keep(string jobId, IReadOnlyList<int> own)
    {
        lock (_lock)
        {
            _given[jobId] = own;
        }
    }

    /// <summary>The job has ended.</summary>
    public void Return(string jobId)
    {
        lock (_lock)
        {
            _given.Remove(jobId);
        }
    }

    private static IEnumerable<int> Range(string words)
    {
        var ends = words.Split('-').Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToList();
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    }
}
