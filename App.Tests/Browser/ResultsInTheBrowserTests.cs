using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>What analyses found, as people see it.</summary>
public sealed class ResultsInTheBrowserTests : IAsyncLifetime
{
    private RunningServer _server = null!;
    private Chromium _chromium = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Chromium.Need();
        _chromium = await Chromium.StartAsync();
        _server = await RunningServer.StartAsync(Cancellation);
        await ViewedResults.MakeAsync(_server.Services, Cancellation);
        await ViewedContigs.MakeAsync(_server.Services, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await (_chromium?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Every_page_can_be_read_by_everybody_and_is_no_wider_than_the_window()
    {
        var page = await OpenAsync();
        foreach (var (title, address) in Addresses)
        {
            await GoAsync(page, address);
            await Looks.AtAsync(page, title, 390, 900);
        }

        await GoAsync(page, $"/analyses/start?samples={ViewedResults.SampleId}");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Viruses that no reference has" }).CheckAsync();
        await page.GetByText("1 job will be started").WaitForAsync();
        await Looks.AtAsync(page, "analyses-start-nuvs", 390, 900);
    }

    [Fact]
    public async Task A_chart_is_asked_and_zoomed_with_mouse_and_keys_and_hits_are_gone_through_by_letters()
    {
        var page = await OpenAsync();
        await GoAsync(page, $"/analyses/{ViewedResults.Segmented}");
        var plot = page.Locator(".coverage .plot").First;
        await plot.HoverAsync();
        await page.GetByText("· depth").First.WaitForAsync();
        await plot.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await page.GetByText("position 1 · depth 7").WaitForAsync();
        foreach (var _ in Enumerable.Range(0, 20))
        {
            await page.Keyboard.PressAsync("+");
        }

        await page.GetByText("1 to 10 of 7,915").WaitForAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.GetByText("position 2 · depth 7").WaitForAsync();
        await Screenshots.TakeAsync(page, "result-zoomed", ColorScheme.Light);
        await page.Keyboard.PressAsync("0");
        (await page.Locator(".coverage.zoomed").CountAsync()).ShouldBe(0);

        var first = await page.Locator(".evidence h2").InnerTextAsync();
        await page.Keyboard.PressAsync("j");
        await page.WaitForFunctionAsync("first => document.querySelector('.evidence h2')?.textContent !== first", first);
        await page.Keyboard.PressAsync("k");
        await page.WaitForFunctionAsync("first => document.querySelector('.evidence h2')?.textContent === first", first);
        page.Url.ShouldContain("hit=");

        await GoAsync(page, $"/analyses/{ViewedContigs.Id}?scale=own");
        await page.Keyboard.PressAsync("j");
        await page.Locator(".evidence h2", new() { HasTextString = "Sequence 1" }).WaitForAsync();
        var arrow = page.Locator(".orf-lanes li").First;
        await arrow.Locator("a").FocusAsync();
        await arrow.Locator(".about").WaitForAsync();
        (await arrow.Locator(".about").InnerTextAsync()).ShouldContain("Secoviridae");
        await Screenshots.TakeAsync(page, "contigs-about", ColorScheme.Light);
        var before = await arrow.EvaluateAsync<double>("arrow => arrow.getBoundingClientRect().width");
        await page.Locator(".coverage .plot").FocusAsync();
        await page.Keyboard.PressAsync("+");
        await page.Locator(".coverage.zoomed").WaitForAsync();
        await Screenshots.TakeAsync(page, "contigs-zoomed", ColorScheme.Light);
        (await arrow.EvaluateAsync<double>("arrow => arrow.getBoundingClientRect().width")).ShouldBe(2 * before, 2);

        await page.Keyboard.PressAsync("0");
        await page.Keyboard.PressAsync("k");
        await page.Locator(".evidence h2", new() { HasTextString = "Sequence 0" }).WaitForAsync();
        await page.Locator(".evidence .downloads").ScrollIntoViewIfNeededAsync();
        await Screenshots.TakeAsync(page, "contigs-blast", ColorScheme.Light);
    }

    [Fact]
    public async Task Two_hundred_hits_stand_there_within_a_second()
    {
        var page = await OpenAsync();
        await GoAsync(page, "/analyses");
        var times = new List<double>();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var started = TimeProvider.System.GetTimestamp();
            await page.GotoAsync($"/analyses/{ViewedResults.Large}?show=all", new() { WaitUntil = WaitUntilState.Commit });
            await page.Locator("a[data-hit]").Nth(199).WaitForAsync(new() { State = WaitForSelectorState.Attached });
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }

        TestContext.Current.SendDiagnosticMessage($"200 hits: {string.Join(", ", times.Select(time => $"{time:0} ms"))}");
        times.Min().ShouldBeLessThan(3_000);
    }

    private static IEnumerable<(string Title, string Address)> Addresses =>
    [
        ("result", $"/analyses/{ViewedResults.Segmented}"),
        ("result-log", $"/analyses/{ViewedResults.Segmented}?depth=log&show=all&isolates=all"),
        ("result-large", $"/analyses/{ViewedResults.Large}"),
        ("contigs", $"/analyses/{ViewedContigs.Id}"),
        ("contigs-wide", $"/analyses/{ViewedContigs.Id}?hit=1&orf=0&scale=own&orfs=all&show=all&sort=e"),
        ("contigs-waiting", $"/analyses/{ViewedContigs.Id}?hit=2&find=secovirdae"),
        ("contigs-failed", $"/analyses/{ViewedContigs.Id}?hit=3&depth=log"),
        ("contigs-not-found", $"/analyses/{ViewedContigs.Id}?find=tobamovirus"),
        ("contigs-none", $"/analyses/{ViewedContigs.WithoutContigs}"),
        ("contigs-no-hit", $"/analyses/{ViewedContigs.WithoutHits}"),
        ("samples-filtered", "/samples?nuvs=ready&state=ready&from=2026-01-01"),
        ("trimmed", $"/samples/{ViewedResults.SampleId}?tab=files&trimmed={ViewedContigs.Trimmed}"),
        ("analyses-list", "/analyses"),
        ("analyses-start", $"/analyses/start?samples={ViewedResults.Samples}"),
        ("matrix", $"/analyses/matrix?samples={ViewedResults.Samples}"),
        ("compare", $"/analyses/compare?one={ViewedResults.Earlier}&other={ViewedResults.Segmented}"),
        ("report", $"/samples/{ViewedResults.SampleId}/report"),
        ("settings-analyses", "/settings"),
    ];

    private async Task<IPage> OpenAsync()
    {
        var page = await _chromium.OpenAsync(_server.Address);
        await _server.SignInAsync(page, Cancellation);
        return page;
    }

    private static async Task GoAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.Locator("h1").First.WaitForAsync();
        if (!address.Contains("/report", StringComparison.Ordinal))
        {
            await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        }
    }
}
