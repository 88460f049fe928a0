namespace Virtool.Components.Analyses;

/// <summary>What of the hits is shown, and how: as the address keeps it.</summary>
/// <param name="Order">By what viruses are sorted.</param>
/// <param name="IsTurned">In the opposite direction of the usual.</param>
/// <param name="ShowsWeak">Weak hits are shown.</param>
/// <param name="ShowsAllIsolates">Isolates of little weight are shown.</param>
/// <param name="IsLog">The axis of depth is logarithmic.</param>
/// <param name="HasOwnScales">Each isolate has an axis of depth of its own.</param>
public sealed record HitView(HitOrder Order, bool IsTurned, bool ShowsWeak, bool ShowsAllIsolates, bool IsLog, bool HasOwnScales)
{
    /// <summary>Of what stands in the address; what is not understood there is as usual.</summary>
    public static HitView Of(string? sort, string? turned, string? show, string? isolates, string? depth, string? scale) => new(
        Enum.TryParse<HitOrder>(sort, ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : HitOrder.Weight,
        turned == "yes",
        show == "all",
        isolates == "all",
        depth == "log",
        scale == "own");

    /// <summary>What the head of a column asks for: its order, or, where it is that already, the other direction.</summary>
    public IReadOnlyDictionary<string, object?> By(HitOrder order) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["sort"] = order == HitOrder.Weight ? null : order.ToString().ToLowerInvariant(),
        ["turned"] = order == Order && !IsTurned ? "yes" : null,
    };

    /// <summary>As <c>aria-sort</c> says it; null for a column that is not sorted by.</summary>
    public string? Sorted(HitOrder order) => order != Order ? null : (order == HitOrder.Name) == IsTurned ? "descending" : "ascending";
}
