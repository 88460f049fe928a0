using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Data.Sqlite;

/// <summary>
/// The statement that answers a query. SQLite keeps no statistics of single values, so for elements and texts it is counted, up to
/// <see cref="Rare"/>, how many documents have them: few are fetched one by one; of many, the order of the query is walked and each
/// document looked at until the page is full.
/// </summary>
internal sealed class SqlitePlan
{
    /// <summary>So many documents are fetched one by one in a few milliseconds.</summary>
    private const int Rare = 2_000;

    private readonly SqliteSession _session;
    private readonly CollectionDefinition _definition;
    private readonly SqliteCondition _condition;
    private readonly List<Filter> _parts = [];
    private readonly Filter? _driver;

    public SqlitePlan(SqliteSession session, CollectionDefinition definition, Filter filter)
    {
        _session = session;
        _definition = definition;
        _condition = new SqliteCondition(definition);
        Flatten(filter);
        _driver = _parts.Exists(IsOfIds) ? null : Driver();
    }

    /// <summary>The parameters' values, in their order.</summary>
    public object?[] Values => _condition.Values;

    /// <summary>The documents of a window.</summary>
    public string Select<T>(Query<T> query)
        where T : Document =>
        $"SELECT document FROM {From()} WHERE {Where(walks: true)} ORDER BY {SqliteText.Order(query.Sorts)} "
        + $"LIMIT {_condition.Add((long)query.Limit)} OFFSET {_condition.Add((long)query.Skip)}";

    /// <summary>How many there are.</summary>
    public string Count() => _parts.Count == 1 && _condition.Keys(_parts[0]) is { } keys
        ? $"SELECT count(*) FROM ({keys})"
        : $"SELECT count(*) FROM {From()} WHERE {Where(walks: false)}";

    private void Flatten(Filter filter)
    {
        if (filter is Filter.And and)
        {
            foreach (var part in and.Filters)
            {
                Flatten(part);
            }
        }
        else
        {
            _parts.Add(filter);
        }
    }

    private static bool IsOfIds(Filter part) => part is Filter.Equal { Field: "_id" } or Filter.In { Field: "_id" };

    private Filter? Driver()
    {
        Filter? driver = null;
        var fewest = Rare + 1L;
        foreach (var part in _parts)
        {
            var probe = new SqliteCondition(_definition);
            if (probe.Keys(part) is not { } keys)
            {
                continue;
            }

            var count = (long)_session.Value($"SELECT count(*) FROM ({keys} LIMIT {probe.Add(fewest)})", probe.Values)!;
            if (count < fewest)
            {
                (driver, fewest) = (part, count);
            }
        }

        return driver;
    }

    /// <summary>With a driver no other index is to be taken; the key is none in this sense (https://sqlite.org/lang_indexedby.html).</summary>
    private string From() => SqliteText.Table(_definition.Name) + (_driver is null ? "" : " NOT INDEXED");

    private string Where(bool walks) => _parts.Count == 0 ? "1" : string.Join(" AND ", _parts.Select(part => Where(part, walks)));

    private string Where(Filter part, bool walks)
    {
        if (ReferenceEquals(part, _driver))
        {
            return $"key IN ({_condition.Keys(part)})";
        }

        return walks || _driver is not null ? _condition.Looking(part) : _condition.Of(part);
    }
}
