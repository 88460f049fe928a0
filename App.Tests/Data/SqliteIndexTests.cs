using System.Text.Json;
using Shouldly;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Sqlite;
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
    public void Few_documents_with_an_element_or_a_part_of_a_text_are_fetched_by_their_keys()
    {
        Add(5, "few");
        foreach (var filter in new[] { Where<Sheet>.Has(sheet => sheet.Readers, "few"), Where<Sheet>.Contains(sheet => sheet.Search, "few") })
        {
            var plan = Plan(Query<Sheet>.All.Where(filter).OrderBy(sheet => sheet.Whole).Window(0, 25));
            plan.ShouldContain("SEARCH sheets USING INTEGER PRIMARY KEY (rowid=?)");
            plan.ShouldContain(filter is Filter.Has ? "USING COVERING INDEX sheets__readers__elements__documents (<expr>=?)" : "sheets__search__text VIRTUAL TABLE INDEX");
        }
    }

    [Fact]
    public void Of_many_documents_with_an_element_or_a_part_of_a_text_the_order_is_walked()
    {
        Add(2_100, "many");
        foreach (var filter in new[] { Where<Sheet>.Has(sheet => sheet.Readers, "many") | Where<Sheet>.Has(sheet => sheet.Readers, "me"), Where<Sheet>.Contains(sheet => sheet.Search, "many") })
        {
            var plan = Plan(Query<Sheet>.All.Where(filter).OrderBy(sheet => sheet.Whole).Window(0, 25));
            plan.ShouldContain("SCAN sheets USING INDEX sheets__whole__values");
            plan.ShouldNotContain("TEMP B-TREE");
        }
    }

    [Fact]
    public void A_count_of_what_somebody_may_see_looks_into_no_document()
    {
        Add(2_100, "many");
        var mine = Where<Sheet>.Has(sheet => sheet.Readers, "many") | Where<Sheet>.Has(sheet => sheet.Readers, "me");
        Explain(new SqlitePlan(_session, Sheet.Definition, mine), plan => plan.Count()).ShouldContain("SEARCH sheets__readers__elements__arrays");
        var green = Where<Sheet>.Is(sheet => sheet.Colour, Colour.Green) & mine;
        Explain(new SqlitePlan(_session, Sheet.Definition, green), plan => plan.Count()).ShouldContain("USING COVERING INDEX sheets__");
    }

    [Fact]
    public void An_array_is_kept_as_long_as_a_document_has_it()
    {
        Add(2, "some");
        Add(1, "other");
        Arrays().ShouldBe(["[\"other\"]:1", "[\"some\"]:2"]);
        _session.Run("UPDATE sheets SET document = json_set(document, '$.readers', json('[\"other\", \"x\"]')) WHERE id = 'some0'");
        Arrays().ShouldBe(["[\"other\",\"x\"]:1", "[\"other\"]:1", "[\"some\"]:1"]);
        _session.Run("DELETE FROM sheets WHERE id IN ('some0', 'some1')");
        Arrays().ShouldBe(["[\"other\"]:1"]);
        _session.Rows("SELECT value FROM sheets__readers__elements", row => row.Text(0)).ShouldBe(["other"]);
    }

    private List<string> Arrays() => _session.Rows("SELECT elements || ':' || documents FROM sheets__readers__elements__arrays ORDER BY 1", row => row.Text(0));

    [Fact]
    public void Texts_wait_for_their_index_and_are_found_meanwhile()
    {
        Add(70, "early");
        Add(5, "late");
        _session.Value("SELECT count(*) FROM sheets__search__text__waiting").ShouldBe(11L);
        foreach (var (text, count) in new[] { ("early", 70L), ("late", 5L), ("arl", 70L), ("nowhere", 0L) })
        {
            Count(text).ShouldBe(count);
        }

        _session.Run("DELETE FROM sheets WHERE id IN ('early0', 'early69', 'late0')");
        Count("early").ShouldBe(68);
        Count("late").ShouldBe(4);
    }

    [Fact]
    public void An_index_of_texts_without_texts_that_wait_is_made_anew()
    {
        Add(5, "some");
        _session.Run("DROP TABLE sheets__search__text__waiting");
        SqliteSchema.Ensure(_session, Sheet.Definition);
        Count("some").ShouldBe(5);
        _session.Value("SELECT count(*) FROM sheets__search__text__waiting").ShouldBe(0L);
        _session.Run("DELETE FROM sheets WHERE id = 'some0'");
        Count("some").ShouldBe(4);
    }

    private long Count(string text)
    {
        var plan = new SqlitePlan(_session, Sheet.Definition, Where<Sheet>.Contains(sheet => sheet.Search, text));
        var sql = plan.Count();
        return (long)_session.Value(sql, plan.Values)!;
    }

    private void Add(int count, string word)
    {
        _session.Run("BEGIN");
        for (var i = 0; i < count; i++)
        {
            var sheet = new Sheet { Id = $"{word}{i}", Search = word, Readers = [word] };
            _session.Run("INSERT INTO sheets (id, revision, document) VALUES (?1, 1, ?2)", sheet.Id, JsonSerializer.Serialize(sheet, Json.Stored));
        }

        _session.Run("COMMIT");
    }

    private string Plan(Query<Sheet> query)
    {
        return Explain(new SqlitePlan(_session, Sheet.Definition, query.Filter), plan => plan.Select(query));
    }

    private string Explain(SqlitePlan plan, Func<SqlitePlan, string> statement)
    {
        var sql = statement(plan);
        return string.Join('\n', _session.Rows("EXPLAIN QUERY PLAN " + sql, row => row.Text(3), plan.Values));
    }
}
