using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Data.Sqlite;

/// <summary>
/// The statement that answers a query. SQLite keeps no statistics of single values, so for elements and texts it is counted, up to
/// <see cref="Rare"/>, how many documents have them: few are found by them and then sorted; of many, the order of the query is walked, and
/// looked at one by one, until the page is full.
/// </summary>
internal sealed class SqlitePlan
{
    /// <summary>So many documents are found one by one in a few milliseconds.</summary>
    private const int Rare = 2_000;

    private readonly SqliteSession _session;
    private readonly CollectionDefinition _definition;
    private readonly SqliteCondition _condition;
    private readonly List<Filter> _parts = [];
    private readonly HashSet<Filter> _rare = new(ReferenceEqualityComparer.Instance);
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
        where T : Document
    {
        var (table, order) = (SqliteText.Table(_definition.Name), SqliteText.Order(query.Sorts));
        var window = $"FROM {From()} WHERE {Where(_parts, walks: true)} ORDER BY {order} LIMIT {_condition.Add((long)query.Limit)} OFFSET {_condition.Add((long)query.Skip)}";

        // Out of an index that holds what is sorted by, only the documents of the window are fetched.
        return IsByElements ? $"SELECT document FROM {table} WHERE key IN (SELECT key {window}) ORDER BY {order}" : "SELECT document " + window;
    }

    /// <summary>How many there are.</summary>
    public string Count()
    {
        if (_driver is not null || _parts.Exists(IsOfIds) || _parts.OfType<Filter.NotEqual>().FirstOrDefault(IsIndexed) is not { } unequal)
        {
            return Count(_parts);
        }

        // All but those that are it: no index leads to what most documents are not.
        Filter[] others = [.. _parts.Where(part => !ReferenceEquals(part, unequal))];
        return $"SELECT ({Count(others)}) - ({Count([.. others, new Filter.Equal(unequal.Field, unequal.Value)])})";
    }

    private string Count(IReadOnlyList<Filter> parts)
    {
        if (parts is [var only] && (_condition.Documents(only) ?? Keys(only)) is { } count)
        {
            return count;
        }

        return $"SELECT count(*) FROM {From()} WHERE {Where(parts, walks: false)}";

        string? Keys(Filter part) => _condition.Keys(part) is { } keys ? $"SELECT count(*) FROM ({keys})" : null;
    }

    private bool IsByElements => _driver is Filter.Has or Filter.Or;

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

    private bool IsIndexed(Filter.NotEqual part) => _definition.Indexes.Any(index => index.Kind == IndexKind.Values && index.Fields[0] == part.Field);

    private static bool IsOfIds(Filter part) => part is Filter.Equal { Field: "_id" } or Filter.In { Field: "_id" };

    private Filter? Driver()
    {
        Filter? driver = null;
        var fewest = Rare + 1L;
        foreach (var part in _parts)
        {
            if (Found(part) is not { } count || count > Rare)
            {
                continue;
            }

            _rare.Add(part);
            if (count < fewest)
            {
                (driver, fewest) = (part, count);
            }
        }

        return driver;
    }

    /// <summary>How many documents the part finds alone, as far as <see cref="Rare"/> and a little; null where that is not to be had quickly.</summary>
    private long? Found(Filter part)
    {
        var probe = new SqliteCondition(_definition);
        var sql = probe.Documents(part) ?? (probe.Keys(part) is { } keys ? $"SELECT count(*) FROM ({keys} LIMIT {probe.Add(Rare + 1L)})" : null);
        return sql is null ? null : (long)_session.Value(sql, probe.Values)!;
    }

    /// <summary>With a driver no other index is to be taken; the key is none in this sense (https://sqlite.org/lang_indexedby.html).</summary>
    private string From() => SqliteText.Table(_definition.Name) + _driver switch
    {
        null => "",
        Filter.Contains => " NOT INDEXED",
        _ => $" INDEXED BY \"{_condition.DocumentsIndex(_driver)}\"",
    };

    private string Where(IReadOnlyList<Filter> parts, bool walks) => parts.Count == 0 ? "1" : string.Join(" AND ", parts.Select(part => Where(part, walks)));

    private string Where(Filter part, bool walks)
    {
        if (part is Filter.Contains && _rare.Contains(part))
        {
            return $"key IN ({_condition.Keys(part)})";
        }

        return !ReferenceEquals(part, _driver) && (walks || _driver is not null) ? _condition.Looking(part) : _condition.Of(part);
    }
}
