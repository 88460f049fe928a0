using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Virtool.Data.Changes;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Data;

/// <summary>An engine and memory answer alike, with the engine's indexes and without.</summary>
public abstract class MatchingContract : IAsyncLifetime
{
    private const int Cases = 40;

    private readonly ChangeFeed _feed = new();
    private IDocumentStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await OpenAsync(_feed);
        await _store.EnsureAsync(Sheet.Definition with { Indexes = [.. Sheet.Definition.Indexes.Where(index => !index.Unique)] }, Cancellation);
        await _store.EnsureAsync(Sheet.Bare, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _feed.Dispose();
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<IDocumentStore> OpenAsync(IChangePublisher publisher);

    protected abstract ValueTask CloseAsync();

    [Fact]
    public async Task The_engine_and_memory_answer_alike()
    {
        for (var i = 0; i < Cases; i++)
        {
            var sheets = RandomSheets.Documents.Sample(1, 10).First();
            foreach (var name in new[] { Sheet.Definition.Name, Sheet.Bare.Name })
            {
                await ReplaceAllAsync(name, sheets);
            }

            foreach (var query in RandomSheets.Queries.Sample(25, 6))
            {
                await CompareAsync(sheets, query);
            }
        }
    }

    private async Task CompareAsync(Sheet[] sheets, Query<Sheet> query)
    {
        var found = sheets.Select(sheet => (sheet.Id, Form: Matching.Form(sheet))).Where(sheet => Matching.Matches(query.Filter, sheet.Form)).ToList();
        found.Sort((left, right) => Matching.Compare(query.Sorts, left.Form, right.Form));
        var expected = found.Skip(query.Skip).Take(query.Limit).Select(sheet => sheet.Id).ToArray();
        foreach (var name in new[] { Sheet.Definition.Name, Sheet.Bare.Name })
        {
            var because = $"{name}: {Describe(query.Filter)} by {string.Join(", ", query.Sorts)} of {string.Join("\n", sheets.Select(sheet => Matching.Form(sheet).GetRawText()))}";
            var answer = await _store.FindAsync(name, query, Cancellation);
            answer.Select(sheet => sheet.Id).ShouldBe(expected, because);
            (await _store.CountAsync(name, query.Filter, Cancellation)).ShouldBe(found.Count, because);
        }
    }

    private async Task ReplaceAllAsync(string name, Sheet[] sheets)
    {
        var old = await _store.FindAsync(name, Query<Sheet>.All, Cancellation);
        Write[] writes = [.. old.Select(sheet => new Write.Delete(name, sheet.Id)), .. sheets.Select(sheet => new Write.Insert(name, sheet))];
        await _store.BatchAsync(writes, Cancellation);
    }

    private static string Describe(Filter filter) => filter switch
    {
        Filter.And and => $"({string.Join(" and ", and.Filters.Select(Describe))})",
        Filter.Or or => $"({string.Join(" or ", or.Filters.Select(Describe))})",
        Filter.In any => $"{any.Field} in [{string.Join(", ", any.Values.Select(value => value ?? "null"))}]",
        _ => filter.ToString(),
    };
}
