namespace Virtool.Components.Analyses.Contigs;

/// <summary>What of the contigs is shown, and how: as the address keeps it.</summary>
/// <param name="Order">By what contigs are sorted.</param>
/// <param name="IsTurned">In the opposite direction of the usual.</param>
/// <param name="ShowsAll">Contigs without a hit are shown.</param>
/// <param name="ShowsAllOrfs">Reading frames without a hit are shown.</param>
/// <param name="Find">What is searched for; null: nothing.</param>
/// <param name="Rows">How many contigs are listed at the most.</param>
/// <param name="IsLog">The axis of depth is logarithmic.</param>
/// <param name="IsWide">The contig is drawn as wide as there is room, instead of on one scale with all others.</param>
public sealed record ContigView(ContigOrder Order, bool IsTurned, bool ShowsAll, bool ShowsAllOrfs, string? Find, int Rows, bool IsLog, bool IsWide)
{
    /// <summary>Contigs that are listed at once, and how many more with each press.</summary>
    public const int Step = 200;

    /// <summary>Of what stands in the address; what is not understood there is as usual.</summary>
    public static ContigView Of(string? sort, string? turned, string? show, string? orfs, string? find, int? rows, string? depth, string? scale) => new(
        Enum.TryParse<ContigOrder>(sort, ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : ContigOrder.Length,
        turned == "yes",
        show == "all",
        orfs == "all",
        string.IsNullOrWhiteSpace(find) ? null : find.Trim(),
        Math.Max(Step, rows ?? 0),
        depth == "log",
        scale == "own");

    /// <summary>What the head of a column asks for: its order, or, where it is that already, the other direction.</summary>
    public IReadOnlyDictionary<string, object?> By(ContigOrder order) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["sort"] = order == ContigOrder.Length ? null : order.ToString().ToLowerInvariant(),
        ["turned"] = order == Order && !IsTurned ? "yes" : null,
    };

    /// <summary>As <c>aria-sort</c> says it; null for a column that is not sorted by.</summary>
    public string? Sorted(ContigOrder order) => order != Order ? null : (order is ContigOrder.E or ContigOrder.Number) == IsTurned ? "descending" : "ascending";
}
