using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.Components.Live;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Live;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Data;

public sealed class LiveTests : BunitContext, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private BunitPersistentComponentState _persisted = null!;

    private Collection<Sheet> Sheets => Services.GetRequiredService<Collection<Sheet>>();

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    private static Query<Sheet> Ready => Query<Sheet>.All.Where(Where<Sheet>.Is(sheet => sheet.Ready, true)).OrderBy(sheet => sheet.Whole).Window(0, 3);

    public async ValueTask InitializeAsync()
    {
        _persisted = AddBunitPersistentComponentState();
        AddAuthorization().SetAuthorized("nina");
        Services.AddLogging();
        Services.AddSingleton(TimeProvider.System);
        Services.AddData(_folder.Path, new DatabaseOptions());
        Services.AddCollection<Sheet>("sheets", [.. Sheet.Definition.Indexes]);
        Services.AddLive();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        await Services.EnsureCollectionsAsync(Cancellation);
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_window_follows_inserts_changes_deletions_and_moves_across_filter_and_sort()
    {
        await AddAsync("b", 2);
        var page = await ShowAsync(Ready);
        await ShowsAsync(page, "1: b");
        await AddAsync("a", 1);
        await ShowsAsync(page, "2: a b");
        await AddAsync("hidden", 0, ready: false);
        await Sheets.UpdateAsync("hidden", sheet => sheet with { Ready = true }, Cancellation);
        await ShowsAsync(page, "3: hidden a b");
        await Sheets.UpdateAsync("hidden", sheet => sheet with { Whole = 9 }, Cancellation);
        await ShowsAsync(page, "3: a b hidden");
        await AddAsync("c", 3);
        await ShowsAsync(page, "4: a b c");
        await Sheets.DeleteAsync("a", Cancellation);
        await ShowsAsync(page, "3: b c hidden");
        await Sheets.UpdateAsync("b", sheet => sheet with { Ready = false }, Cancellation);
        await ShowsAsync(page, "2: c hidden");
    }

    [Fact]
    public async Task A_document_beyond_the_window_counts_in_the_total()
    {
        for (var i = 0; i < 5; i++)
        {
            await AddAsync($"{i}", i);
        }

        var page = await ShowAsync(Ready);
        await ShowsAsync(page, "5: 0 1 2");
        await AddAsync("last", 100);
        await ShowsAsync(page, "6: 0 1 2");
        await Sheets.DeleteAsync("4", Cancellation);
        await ShowsAsync(page, "5: 0 1 2");
        await Sheets.UpdateAsync("3", sheet => sheet with { Ready = false }, Cancellation);
        await ShowsAsync(page, "4: 0 1 2");
        await Sheets.UpdateAsync("3", sheet => sheet with { Ready = true, Whole = -1 }, Cancellation);
        await ShowsAsync(page, "5: 3 0 1");
    }

    [Fact]
    public async Task What_goes_out_of_sight_goes_from_the_window_and_from_the_total()
    {
        for (var i = 0; i < 5; i++)
        {
            await Sheets.InsertAsync(new Sheet { Id = $"{i}", Whole = i, Ready = true, Readers = ["user:nina", "everyone"] }, Cancellation);
        }

        var seen = Where<Sheet>.Has(sheet => sheet.Readers, "everyone") | Where<Sheet>.Has(sheet => sheet.Readers, "user:bob");
        var page = await ShowAsync(Ready.Where(seen));
        await ShowsAsync(page, "5: 0 1 2");
        await Sheets.UpdateAsync("4", sheet => sheet with { Readers = ["user:nina"] }, Cancellation);
        await ShowsAsync(page, "4: 0 1 2");
        await Sheets.UpdateAsync("1", sheet => sheet with { Readers = [] }, Cancellation);
        await ShowsAsync(page, "3: 0 2 3");
        await Sheets.UpdateAsync("4", sheet => sheet with { Readers = ["user:bob"] }, Cancellation);
        await ShowsAsync(page, "4: 0 2 3");
        await Sheets.UpdateAsync("2", sheet => sheet with { Readers = ["group:virology"] }, Cancellation);
        await ShowsAsync(page, "3: 0 3 4");
    }

    [Fact]
    public async Task What_changed_is_named_until_the_next_batch()
    {
        await AddAsync("a", 1);
        await AddAsync("b", 2);
        var page = await ShowAsync(Ready);
        page.Instance.Sheets.Changed.ShouldBeEmpty();
        await Sheets.UpdateAsync("b", sheet => sheet with { Name = "new" }, Cancellation);
        await page.WaitForAssertionAsync(() => page.Instance.Sheets.Changed.ShouldBe(["b"]), Patience);
        await AddAsync("c", 3);
        await page.WaitForAssertionAsync(() => page.Instance.Sheets.Changed.ShouldBe(["c"]), Patience);
    }

    [Fact]
    public async Task A_burst_of_changes_is_a_few_renders_and_the_last_state_shows()
    {
        await AddAsync("a", 0);
        var page = await ShowAsync(Ready);
        var before = page.RenderCount;
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 1; i <= 300; i++)
        {
            await Sheets.UpdateAsync("a", sheet => sheet with { Name = i.ToString(CultureInfo.InvariantCulture) }, Cancellation);
        }

        await page.WaitForAssertionAsync(() => page.Instance.Sheets.Single!.Name.ShouldBe("300"), Patience);
        var batches = TimeProvider.System.GetElapsedTime(began) / LiveWindows.Interval;
        (page.RenderCount - before).ShouldBeLessThanOrEqualTo((int)batches + 2);
    }

    [Fact]
    public async Task Another_query_moves_the_window_and_it_stays_live()
    {
        await AddAsync("a", 1);
        await AddAsync("x", 1, ready: false);
        var page = await ShowAsync(Ready);
        await page.InvokeAsync(() => page.Instance.Sheets.QueryAsync(Query<Sheet>.All.Where(Where<Sheet>.Is(sheet => sheet.Ready, false)), Cancellation));
        page.Render();
        await ShowsAsync(page, "1: x");
        await AddAsync("y", 1, ready: false);
        await ShowsAsync(page, "2: x y");
    }

    [Fact]
    public async Task A_document_of_its_own_is_followed_until_it_is_gone()
    {
        await AddAsync("a", 1);
        var page = await ShowAsync(Query<Sheet>.ById("a"));
        await Sheets.UpdateAsync("a", sheet => sheet with { Name = "new" }, Cancellation);
        await page.WaitForAssertionAsync(() => page.Instance.Sheets.Single?.Name.ShouldBe("new"), Patience);
        var renders = page.RenderCount;
        await AddAsync("b", 1);
        await Sheets.DeleteAsync("a", Cancellation);
        await ShowsAsync(page, "0: ");
        page.RenderCount.ShouldBe(renders + 1);
    }

    [Fact]
    public async Task Many_writers_and_windows_end_with_what_is_there()
    {
        var queries = Enumerable.Range(0, 10).Select(i => Query<Sheet>.All.Where(Where<Sheet>.AtLeast(sheet => sheet.Whole, i * 10)).OrderBy(sheet => sheet.Whole, i % 2 == 0).Window(i, 7)).ToArray();
        var pages = new List<IRenderedComponent<SheetList>>();
        foreach (var query in queries)
        {
            pages.Add(await ShowAsync(query));
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => WriteAsync(writer), Cancellation)));
        foreach (var (page, query) in pages.Zip(queries))
        {
            var items = await Sheets.FindAsync(query, Cancellation);
            var total = await Sheets.CountAsync(query.Filter, Cancellation);
            await page.WaitForAssertionAsync(() => page.Instance.Sheets.Items.Select(sheet => (sheet.Id, sheet.Revision)).ShouldBe(items.Select(sheet => (sheet.Id, sheet.Revision))), Patience);
            await page.WaitForAssertionAsync(() => page.Instance.Sheets.Total.ShouldBe(total), Patience);
        }
    }

    [Fact]
    public async Task What_several_pages_ask_for_alike_is_read_once()
    {
        await AddAsync("a", 1);
        var pages = new[] { await ShowAsync(Ready), await ShowAsync(Ready), await ShowAsync(Ready.Window(0, 2)) };
        await AddAsync("b", 2);
        foreach (var page in pages)
        {
            await ShowsAsync(page, "2: a b");
        }

        pages[1].Instance.Sheets.Items.ShouldBeSameAs(pages[0].Instance.Sheets.Items);
        pages[2].Instance.Sheets.Items.ShouldNotBeSameAs(pages[0].Instance.Sheets.Items);
    }

    [Fact]
    public async Task A_thousand_pages_opened_and_closed_leave_nothing()
    {
        const int AtOnce = 100;
        var windows = Services.GetRequiredService<LiveWindows>();
        var feed = Services.GetRequiredService<IChangeFeed>();
        await AddAsync("a", 1);
        var pages = new List<WeakReference>();
        for (var opened = 0; opened < 1_000; opened += AtOnce)
        {
            for (var i = 0; i < AtOnce; i++)
            {
                pages.Add(new WeakReference((await ShowAsync(Ready)).Instance));
            }

            (windows.Count, feed.SubscriberCount).ShouldBe((AtOnce, 1));
            await Sheets.UpdateAsync("a", sheet => sheet with { Whole = sheet.Whole + 1 }, Cancellation);
            await DisposeComponentsAsync();
            (windows.Count, feed.SubscriberCount).ShouldBe((0, 0));
        }

        // Neither the feed, the windows nor a token that runs out holds on to a page; the last few may still be on a stack.
        await Waiting.UntilAsync(() =>
        {
            GC.Collect();
            return pages.Count(page => page.IsAlive) <= AtOnce;
        });
        var page = await ShowAsync(Ready);
        await ShowsAsync(page, "1: a");
    }

    [Fact]
    public async Task Prerendering_reads_once_and_subscribes_to_nothing()
    {
        await AddAsync("a", 1);
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        var page = await ShowAsync(Ready);
        await ShowsAsync(page, "1: a");
        Services.GetRequiredService<LiveWindows>().Count.ShouldBe(0);
        Services.GetRequiredService<IChangeFeed>().SubscriberCount.ShouldBe(0);
    }

    [Fact]
    public async Task What_prerendering_read_shows_at_the_first_interactive_render_and_is_then_read_again()
    {
        await AddAsync("a", 1);
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        await ShowAsync(Ready);
        _persisted.TriggerOnPersisting();
        await AddAsync("b", 2);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var page = Render<SheetList>(parameters => parameters.Add(list => list.Query, Ready));
        // On a busy machine the second reading may be there before the first render.
        page.Instance.FirstShown.ShouldBeOneOf("1: a", "2: a b");
        await ShowsAsync(page, "2: a b");
    }

    [Fact]
    public void What_was_read_is_handed_over_once_and_not_for_long()
    {
        var handovers = new LiveHandovers(TimeProvider.System);
        var token = handovers.Keep(new Dictionary<string, object> { ["a"] = "b" }, "nina");
        handovers.Take("another", "nina").ShouldBeEmpty();
        handovers.Take(token, "nina")["a"].ShouldBe("b");
        handovers.Take(token, "nina").ShouldBeEmpty();
        var hers = handovers.Keep(new Dictionary<string, object> { ["a"] = "b" }, "nina");
        handovers.Take(hers, "bob").ShouldBeEmpty();
    }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private static Task ShowsAsync(IRenderedComponent<SheetList> page, string text) => page.WaitForAssertionAsync(() => page.Markup.ShouldBe(text), Patience);

    private Task<Sheet> AddAsync(string id, long whole, bool ready = true) =>
        Sheets.InsertAsync(new Sheet { Id = id, Whole = whole, Ready = ready }, Cancellation);

    private async Task WriteAsync(int writer)
    {
        var random = new Random(writer);
        for (var i = 0; i < 100; i++)
        {
            var id = $"{writer}-{random.Next(10)}";
            if (random.Next(4) == 0)
            {
                await Sheets.DeleteAsync(id, Cancellation);
            }
            else if (await Sheets.UpdateAsync(id, sheet => sheet with { Whole = random.Next(100) }, Cancellation) is null)
            {
                await AddAsync(id, random.Next(100));
            }
        }
    }

    private async Task<IRenderedComponent<SheetList>> ShowAsync(Query<Sheet> query)
    {
        var page = Render<SheetList>(parameters => parameters.Add(list => list.Query, query));
        await page.InvokeAsync(() => page.Instance.Loaded);
        return page;
    }

    internal sealed class SheetList : LiveComponent
    {
        private readonly TaskCompletionSource _loaded = new();

        [Parameter]
        public Query<Sheet> Query { get; set; } = null!;

        public Live<Sheet> Sheets { get; private set; } = null!;

        public string? FirstShown { get; private set; }

        public Task Loaded => _loaded.Task;

        protected override async Task OnInitializedAsync()
        {
            Sheets = await WatchAsync("sheets", Query);
            _loaded.SetResult();
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            if (Sheets is not null)
            {
                var text = $"{Sheets.Total}: {string.Join(' ', Sheets.Items.Select(sheet => sheet.Id))}";
                FirstShown ??= text;
                builder.AddContent(0, text);
            }
            else
            {
                FirstShown ??= "loading";
            }
        }
    }
}
