using Microsoft.Playwright;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>A real browser: Debian's Chromium, or the one that <c>VIRTOOL_TEST_CHROMIUM</c> names. Tests are skipped where there is none.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    private static string Program => Environment.GetEnvironmentVariable("VIRTOOL_TEST_CHROMIUM") ?? "/usr/bin/chromium";

    /// <summary>Skips the test where there is no browser.</summary>
    public static void Need() =>
        Assert.SkipUnless(File.Exists(Program), $"There is no browser at {Program}: install the package chromium, or name one in VIRTOOL_TEST_CHROMIUM.");

    public static async Task<Chromium> StartAsync()
    {
        Need();
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync",
            ],
        });
        return new Chromium(playwright, browser);
    }

    /// <summary>A page of a session of its own; waits of it are long, since jobs may keep the cores busy.</summary>
    public async Task<IPage> OpenAsync(Uri server, ColorScheme colors = ColorScheme.Light, bool scripts = true)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.ToString(),
            ColorScheme = colors,
            JavaScriptEnabled = scripts,
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
        });
        context.SetDefaultTimeout(120_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
