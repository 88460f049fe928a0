using System.Runtime.CompilerServices;
using System.Text.Json;
using Virtool.Data.Documents;

namespace Virtool.Domain.Analyses;

/// <summary>
/// The full depths of hits: one JSON object with a property a sequence. Each stands on a line of its own, so that they can be read one by one;
/// files of former versions of this program have all of them on one line.
/// </summary>
public static class DepthFile
{
    /// <summary>The depths of a file, one by one, in its order.</summary>
    /// <exception cref="IOException">The file is not there, or cannot be read.</exception>
    /// <exception cref="JsonException">It is no such file.</exception>
    public static async IAsyncEnumerable<(string Id, SequenceDepth Depth)> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var lines = new StreamReader(path);
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            foreach (var (id, depth) in Of(line))
            {
                yield return (id, depth);
            }
        }
    }

    /// <summary>The depths of some sequences; those that have none are left out.</summary>
    /// <exception cref="IOException">The file is not there, or cannot be read.</exception>
    /// <exception cref="JsonException">It is no such file.</exception>
    public static async Task<IReadOnlyDictionary<string, SequenceDepth>> FindAsync(string path, IReadOnlySet<string> ids, CancellationToken cancellation = default)
    {
        var found = new Dictionary<string, SequenceDepth>(StringComparer.Ordinal);
        using var lines = new StreamReader(path);
        while (found.Count < ids.Count && await lines.ReadLineAsync(cancellation) is { } line)
        {
            foreach (var (id, depth) in IsOther(line, ids) ? [] : Of(line).Where(pair => ids.Contains(pair.Key)))
            {
                found[id] = depth;
            }
        }

        return found;
    }

    // A line of one sequence begins with its id: most lines need not be parsed.
    private static bool IsOther(string line, IReadOnlySet<string> ids) =>
        line is ['"', ..] && line.IndexOf('"', 1) is > 0 and var end && !ids.Contains(line[1..end]) && !line.AsSpan(1, end - 1).Contains('\\');

    private static Dictionary<string, SequenceDepth> Of(string line)
    {
        var text = line.Trim();
        return text is "" or "{" or "}" or "{}"
            ? []
            : JsonSerializer.Deserialize<Dictionary<string, SequenceDepth>>(text[0] == '{' ? text : $"{{{text.TrimEnd(',')}}}", Json.Stored) ?? throw new JsonException("Depths are null.");
    }
}
