using Shouldly;
using Virtool.Data.Live;
using Virtool.Data.Queries;
using Xunit;

namespace Virtool.App.Tests.Data;

public sealed class QueryKeyTests
{
    [Fact]
    public void The_same_question_has_the_same_key_however_often_it_is_asked() => QueryKey.Of(Question()).ShouldBe(QueryKey.Of(Question()));

    [Fact]
    public void Another_filter_order_or_window_has_another_key()
    {
        Query<Sheet>[] others =
        [
            Question().Where(Where<Sheet>.Has(sheet => sheet.Readers, "user:a")),
            Question().OrderBy(sheet => sheet.Name),
            Question() with { Sorts = [new Sort("whole")] },
            Question().Window(25, 25),
            Question().Window(0, 26),
            Question() with { Filter = Filter.All },
            Question() with { Filter = new Filter.Or([]) },
        ];
        others.Append(Question()).Select(QueryKey.Of).Distinct().Count().ShouldBe(others.Length + 1);
    }

    private static Query<Sheet> Question() => Query<Sheet>.All
        .Where(Where<Sheet>.Is(sheet => sheet.Ready, true) & Where<Sheet>.Contains(sheet => sheet.Search, "bee"))
        .Where(Where<Sheet>.Has(sheet => sheet.Readers, "everyone"))
        .OrderBy(sheet => sheet.Whole, descending: true)
        .Window(0, 25);
}
