using Virtool.Data.Queries;
using Virtool.Domain.Analyses;

namespace Virtool.Components.Analyses;

/// <summary>By what the list of analyses is sorted, as the address keeps it.</summary>
/// <param name="Key">The column's; null: by when they were asked for.</param>
/// <param name="IsTurned">In the opposite direction of the usual.</param>
public sealed record AnalysisOrder(string? Key, bool IsTurned)
{
    private const string Started = "started";

    /// <summary>The columns of the list, in order; a key where one can sort by it.</summary>
    public static IReadOnlyList<(string? Key, string Title, bool IsNumber)> Columns { get; } =
    [
        ("sample", "Sample", false),
        ("reference", "Analysis", false),
        ("state", "State", false),
        (null, "Found", false),
        ("reads", "Reads kept", true),
        (Started, "Started", false),
        ("user", "By", false),
    ];

    /// <summary>Of what stands in the address; what is not understood there is as usual.</summary>
    public static AnalysisOrder Of(string? sort, string? turned) =>
        new(sort is not (null or Started) && Columns.Any(column => column.Key == sort) ? sort : null, turned == "yes");

    /// <summary>The query in this order, and newest first where that leaves it open.</summary>
    public Query<Analysis> ApplyTo(Query<Analysis> query)
    {
        var plain = query with { Sorts = [] };
        var sorted = Key switch
        {
            "sample" => plain.OrderBy(analysis => analysis.Sample.Name, IsTurned),
            "reference" => plain.OrderBy(analysis => analysis.Reference.Name, IsTurned),
            "state" => plain.OrderBy(analysis => analysis.State, IsTurned),
            "reads" => plain.OrderBy(analysis => analysis.ReadCount, !IsTurned),
            "user" => plain.OrderBy(analysis => analysis.User.Name, IsTurned),
            _ => plain,
        };
        return sorted.OrderBy(analysis => analysis.CreatedAt, descending: Key is not null || !IsTurned);
    }

    /// <summary>What the head of a column asks for: its order, or, where it is that already, the other direction.</summary>
    public IReadOnlyDictionary<string, object?> By(string key) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["sort"] = key == Started ? null : key,
        ["turned"] = key == (Key ?? Started) && !IsTurned ? "yes" : null,
        ["page"] = null,
    };

    /// <summary>As <c>aria-sort</c> says it; null for a column that is not sorted by.</summary>
    public string? Sorted(string key) => key != (Key ?? Started) ? null : (key is Started or "reads") == IsTurned ? "ascending" : "descending";
}
