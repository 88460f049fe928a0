using System.Text.RegularExpressions;
using Virtool.Domain.Analyses;

namespace Virtool.Components.Analyses.Coverage;

/// <summary>
/// The order in which the segments of a virus stand side by side: that of its schema; what the schema does not name follows by name, with
/// numbers counted as numbers (RNA 2 before RNA 10), then by length.
/// </summary>
public static partial class SegmentOrder
{
    /// <summary>The sequences of an isolate in order.</summary>
    /// <param name="schema">The names of the virus's segments in order; empty where it has none.</param>
    /// <param name="sequences">All sequences of the isolate.</param>
    public static IReadOnlyList<HitSequence> Sorted(IReadOnlyList<string> schema, IEnumerable<HitSequence> sequences) =>
    [
        .. sequences
            .OrderBy(sequence => Place(schema, sequence.Segment))
            .ThenBy(sequence => Padded(sequence.Segment), StringComparer.OrdinalIgnoreCase)
            .ThenByDescending(sequence => sequence.Length)
            .ThenBy(sequence => sequence.Accession, StringComparer.Ordinal),
    ];

    private static int Place(IReadOnlyList<string> schema, string? segment)
    {
        for (var index = 0; index < schema.Count; index++)
        {
            if (string.Equals(schema[index], segment, StringComparison.OrdinalIgnoreCase))
            {
                return index;
            }
        }

        return schema.Count;
    }

    private static string Padded(string? segment) => segment is null ? "" : Number().Replace(segment, match => match.Value.PadLeft(9, '0'));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
