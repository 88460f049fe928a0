using System.Globalization;
using Shouldly;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Data;

/// <summary>A collection of 100,000 documents answers as memory does; with reduced counts, one of a few thousand.</summary>
public abstract class LargeContract : IAsyncLifetime
{
    private const int InBatch = 1_000;
    private const int Page = 500;

    private static readonly string[] Groups = ["group:a", "group:b", "group:c"];
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly int Count = TestCounts.Of(5_000, 100_000);

    private readonly ChangeFeed _feed = new();
    private readonly Sheet[] _model = [.. Enumerable.Range(0, Count).Select(SheetOf)];
    private IDocumentStore _store = null!;
    private Collection<Sheet> _sheets = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await OpenAsync(_feed);
        await _store.EnsureAsync(Sheet.Definition, Cancellation);
        _sheets = new Collection<Sheet>(_store, Sheet.Definition);
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
    public async Task Many_documents_are_counted_found_and_paged_as_in_memory()
    {
        foreach (var some in _model.Chunk(InBatch))
        {
            await _store.BatchAsync([.. some.Select(_sheets.ToInsert)], Cancellation);
        }

        (await _sheets.CountAsync(null, Cancellation)).ShouldBe(Count);
        await PageThroughAsync(Query<Sheet>.All.OrderBy(sheet => sheet.Whole), [.. _model.OrderBy(sheet => sheet.Whole).ThenBy(sheet => sheet.Id, StringComparer.Ordinal)]);
        await CompareAsync(Where<Sheet>.Is(sheet => sheet.Colour, Colour.Green), sheet => sheet.Colour == Colour.Green);
        await CompareAsync(
            Where<Sheet>.AtLeast(sheet => sheet.CreatedAt, Start.AddMinutes(Count / 3)) & Where<Sheet>.Below(sheet => sheet.CreatedAt, Start.AddMinutes(Count / 2)),
            sheet => sheet.CreatedAt >= Start.AddMinutes(Count / 3) && sheet.CreatedAt < Start.AddMinutes(Count / 2));
        await CompareAsync(Where<Sheet>.AtLeast(sheet => sheet.Whole, 5), sheet => sheet.Whole >= 5);
        await CompareAsync(Where<Sheet>.Contains(sheet => sheet.Search, "VT-0000123"), sheet => sheet.Search!.Contains("vt-0000123", StringComparison.Ordinal));
        await CompareAsync(Where<Sheet>.Contains(sheet => sheet.Search, "Mosaïc"), sheet => sheet.Search!.Contains("mosaic", StringComparison.Ordinal));
        await CompareAsync(Where<Sheet>.Has(sheet => sheet.Readers, "user:few"), sheet => sheet.Readers.Contains("user:few"));
        await CompareAsync(Readable("everyone", "user:few", Groups[0]), sheet => sheet.Readers.Contains("user:few") || sheet.Readers.Contains(Groups[0]));
        await CompareAsync(Readable(Groups) & Where<Sheet>.Is(sheet => sheet.Colour, Colour.DeepRed), sheet => sheet.Colour == Colour.DeepRed);
        await CompareAsync(
            Readable("user:few") & Where<Sheet>.Contains(sheet => sheet.Search, "mosaic"),
            sheet => sheet.Readers.Contains("user:few") && sheet.Search!.Contains("mosaic", StringComparison.Ordinal));
    }

    /// <summary>All, page after page: each once, in their order.</summary>
    private async Task PageThroughAsync(Query<Sheet> query, Sheet[] expected)
    {
        var ids = new List<string>();
        for (var skip = 0; skip < Count; skip += Page * 10)
        {
            var some = await _sheets.FindAsync(query.Window(skip, Page), Cancellation);
            ids.AddRange(some.Select(sheet => sheet.Id));
            var rest = await _sheets.FindAsync(query.Window(skip + Page, Page * 9), Cancellation);
            ids.AddRange(rest.Select(sheet => sheet.Id));
        }

        ids.ShouldBe(expected.Select(sheet => sheet.Id));
    }

    /// <summary>The count, the first page and one in the middle, newest first.</summary>
    private async Task CompareAsync(Filter filter, Func<Sheet, bool> holds)
    {
        var expected = _model.Where(holds).OrderByDescending(sheet => sheet.CreatedAt).Select(sheet => sheet.Id).ToArray();
        expected.ShouldNotBeEmpty(filter.ToString());
        (await _sheets.CountAsync(filter, Cancellation)).ShouldBe(expected.Length, filter.ToString());
        var query = Query<Sheet>.All.Where(filter).OrderBy(sheet => sheet.CreatedAt, descending: true);
        foreach (var skip in new[] { 0, expected.Length / 2 })
        {
            var page = await _sheets.FindAsync(query.Window(skip, 25), Cancellation);
            page.Select(sheet => sheet.Id).ShouldBe(expected.Skip(skip).Take(25), filter.ToString());
        }
    }

    private static Filter Readable(params string[] principals) => new Filter.Or([.. principals.Select(principal => Where<Sheet>.Has(sheet => sheet.Readers, principal))]);

    /// <summary>Wholes with many ties; every ninety-ninth for one more reader.</summary>
    private static Sheet SheetOf(int number) => new()
    {
        Id = ((number * 7_919L) % 1_000_003).ToString("x8", CultureInfo.InvariantCulture),
        Whole = number % 10,
        Colour = number % 3 == 0 ? Colour.Green : Colour.DeepRed,
        CreatedAt = Start.AddMinutes(number),
        Search = string.Create(CultureInfo.InvariantCulture, $"vt-{number:0000000} {(number % 5 == 0 ? "mosaic" : "ringspot")} virus"),
        Readers = number % 99 == 7 ? [Groups[number % 3], "user:few"] : [Groups[number % 3]],
    };
}
