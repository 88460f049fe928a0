using Microsoft.Data.Sqlite;
using Shouldly;
using Virtool.Data.Queries;
using Virtool.Data.Sqlite;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Data;

/// <summary>An index serves only queries with its own text of an expression: SQLite says which it uses.</summary>
public sealed class SqliteIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteSession _session;

    public SqliteIndexTests()
    {
        _session = new SqliteSession(_folder.File("virtool.db"), new SqliteOptions(), readOnly: false);
        SqliteSchema.Open(_session);
        SqliteSchema.Ensure(_session, Sheet.Definition);
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void An_id_is_found_by_its_index() => Plan(Query<Sheet>.ById("a")).ShouldContain("USING INDEX sqlite_autoindex_sheets_1 (id=?)");

    [Fact]
    public void A_filter_and_a_sort_by_the_fields_of_an_index_take_it_in_both_directions()
    {
        foreach (var descending in new[] { true, false })
        {
            var plan = Plan(Query<Sheet>.All.Where(Where<Sheet>.Is(sheet => sheet.Colour, Colour.Green)).OrderBy(sheet => sheet.CreatedAt, descending));
            plan.ShouldContain("USING INDEX sheets__colour__created_at__values");
            plan.ShouldNotContain("TEMP B-TREE");
        }
    }

    [Fact]
    public void A_range_takes_its_index() => Plan(Query<Sheet>.All
        .Where(Where<Sheet>.AtLeast(sheet => sheet.Whole, 5))
        .OrderBy(sheet => sheet.Whole)).ShouldContain("USING INDEX sheets__whole__values (<expr>>?)");

    [Fact]
    public void A_unique_value_takes_its_index() => Plan(Query<Sheet>.All
        .Where(Where<Sheet>.Is(sheet => sheet.Group, "g"))
        .Where(Where<Sheet>.Is(sheet => sheet.Name, "n"))).ShouldContain("USING INDEX sheets__group__name__unique");

    [Fact]
    public void An_element_and_a_part_of_a_text_take_their_tables()
    {
        Plan(Query<Sheet>.All.Where(Where<Sheet>.Has(sheet => sheet.Readers, "r"))).ShouldContain("sheets__readers__elements USING PRIMARY KEY (value=?)");
        Plan(Query<Sheet>.All.Where(Where<Sheet>.Contains(sheet => sheet.Search, "abc"))).ShouldContain("sheets__search__text VIRTUAL TABLE INDEX");
    }

    private string Plan(Query<Sheet> query)
    {
        var condition = new SqliteCondition(Sheet.Definition);
        var sql = SqliteText.Select(Sheet.Definition.Name, query, condition);
        return string.Join('\n', _session.Rows("EXPLAIN QUERY PLAN " + sql, row => row.GetString(3), condition.Values));
    }
}
