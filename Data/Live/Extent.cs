using System.Text.Json;
using Virtool.Data.Documents;
using Virtool.Data.Queries;

namespace Virtool.Data.Live;

/// <summary>What was read of a window, and whether a change touches it. Where the document's past is not known, it is taken to be touched.</summary>
/// <typeparam name="T">The documents.</typeparam>
/// <param name="State">What was read.</param>
/// <param name="IsRead">Whether it was read at all.</param>
internal sealed record Extent<T>(WindowState<T> State, bool IsRead)
    where T : Document
{
    private readonly Dictionary<string, long> _revisions = State.Items.ToDictionary(item => item.Id, item => item.Revision, StringComparer.Ordinal);
    private (JsonElement First, JsonElement Last)? _ends;

    /// <summary>Every document that the filter finds is in the window.</summary>
    private bool IsWhole => State.Query.Skip == 0 && State.Items.Count == State.Total;

    public bool IsTouchedBy(DocumentChange change)
    {
        if (!IsRead)
        {
            return true;
        }

        if (_revisions.TryGetValue(change.Id, out var revision))
        {
            return change.After is null || revision != change.Revision;
        }

        var isIn = change.After is { } after && Matching.Matches(State.Query.Filter, after);
        if (IsWhole)
        {
            return isIn;
        }

        if (!change.IsBeforeKnown)
        {
            return isIn || CouldMatch(State.Query.Filter, change.Id);
        }

        var wasIn = change.Before is { } before && Matching.Matches(State.Query.Filter, before);
        return isIn != wasIn || (isIn && Side(change.Before!.Value) is var side && (side == 0 || side != Side(change.After!.Value)));
    }

    /// <summary>−1 before the window, 1 after it, 0 within.</summary>
    private int Side(JsonElement document)
    {
        if (State.Items.Count == 0)
        {
            return -1;
        }

        var (first, last) = _ends ??= (Matching.Form(State.Items[0]), Matching.Form(State.Items[^1]));
        return Matching.Compare(State.Query.Sorts, document, first) < 0 ? -1
            : Matching.Compare(State.Query.Sorts, document, last) > 0 ? 1
            : 0;
    }

    /// <summary>Whether a document with this id could be found, whatever its other fields are.</summary>
    private static bool CouldMatch(Filter filter, string id) => filter switch
    {
        Filter.Equal { Field: "_id", Value: var value } => Equals(value, id),
        Filter.In { Field: "_id", Values: var values } => values.Contains(id),
        Filter.And and => and.Filters.All(part => CouldMatch(part, id)),
        Filter.Or or => or.Filters.Any(part => CouldMatch(part, id)),
        _ => true,
    };
}
