using System.Text.Json;
using Microsoft.Playwright;

namespace Virtool.Benchmarks.Live;

/// <summary>
/// A page with the list of samples. A MutationObserver notes when it first sees each change, on the browser's wall clock:
/// <c>performance.timeOrigin + performance.now()</c>.
/// </summary>
internal sealed class LivePage
{
    /// <summary>What a changed name holds before its number.</summary>
    public const string Mark = "change-";

    private const int PagesOfContext = 10;

    private const string Observe =
        """
        () => {
          window.seen = {};
          new MutationObserver(records => {
            const now = performance.timeOrigin + performance.now();
            for (const record of records) {
              const found = /change-(\d+)/.exec(record.target.textContent.slice(0, 200));
              if (found) { window.seen[found[1]] ??= now; }
            }
          }).observe(document.querySelector('table.list tbody'), { subtree: true, childList: true, characterData: true });
        }
        """;

    private readonly IPage _page;

    private LivePage(IPage page) => _page = page;

    /// <summary>Opens pages, some in each of a few contexts, every context signed in by itself.</summary>
    public static async Task<IReadOnlyList<LivePage>> OpenAsync(IBrowser browser, LiveLab lab, int count, CancellationToken cancellation)
    {
        var pages = new List<LivePage>();
        IBrowserContext? context = null;
        while (pages.Count < count)
        {
            cancellation.ThrowIfCancellationRequested();
            if (pages.Count % PagesOfContext == 0)
            {
                context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = lab.Address });
                context.SetDefaultTimeout(120_000);
                await SignInAsync(context);
            }

            var page = await context!.NewPageAsync();
            await page.GotoAsync("/samples");
            await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await page.EvaluateAsync(Observe);
            pages.Add(new LivePage(page));
        }

        return pages;
    }

    /// <summary>The browser's wall clock, in milliseconds since 1970.</summary>
    public Task<double> ClockAsync() => _page.EvaluateAsync<double>("() => performance.timeOrigin + performance.now()");

    /// <summary>When each change was first seen, by its number.</summary>
    public async Task<Dictionary<string, double>> SeenAsync() => JsonSerializer.Deserialize<Dictionary<string, double>>(await _page.EvaluateAsync<string>("() => JSON.stringify(window.seen)"))!;

    private static async Task SignInAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.FillAsync("[name='Input.Handle']", LiveLab.Handle);
        await page.FillAsync("[name='Input.Password']", LiveLab.Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        await page.CloseAsync();
    }
}
