using Virtool.Components.Look;
using Virtool.Domain.Samples;

namespace Virtool.Components.Samples;

/// <summary>What became of a deed on many samples.</summary>
/// <param name="Text">What was done, in sentences.</param>
/// <param name="Left">The ids of those that stay chosen: with which it was not done.</param>
public sealed record SelectionOutcome(string Text, IReadOnlyList<string> Left)
{
    private const int MostTold = 3;

    /// <summary>Of an outcome.</summary>
    /// <param name="done">The past of the verb: "archived".</param>
    /// <param name="outcome">What was done, and what was left.</param>
    public static SelectionOutcome Of(string done, BulkOutcome outcome)
    {
        var text = $"{Words.Count(outcome.Done.Count, "sample")} {done}.";
        if (outcome.Left.Count > 0)
        {
            var more = outcome.Left.Count - MostTold;
            text += $" {Words.Count(outcome.Left.Count, "is", "are")} as before: {string.Join(" ", outcome.Left.Take(MostTold).Select(one => $"{one.Name}: {one.Reason}"))}{(more > 0 ? $" And {Words.Count(more, "more", "more")}." : "")}";
        }

        return new SelectionOutcome(text, [.. outcome.Left.Select(one => one.Id)]);
    }
}
