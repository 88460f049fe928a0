using Microsoft.Playwright;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>
/// A real browser: Debian's Chromium, or the one that <c>VIRTOOL_TEST_CHROMIUM</c> names. Tests are skipped where there is none. Tests that run at
/// the same time share one, each in sessions of its own, since it takes seconds to start; the last one closes it.
/// </summary>
internal sealed class Chromium : IAsyncDisposable
{
    /// <summary>Milliseconds.</summary>
    private const float Patience = 180_000;

    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static (IPlaywright Playwright, IBrowser Browser)? _shared;
    private static int _users;

    private readonly IBrowser _browser;
    private readonly List<IBrowserContext> _sessions = [];

    private Chromium(IBrowser browser) => _browser = browser;

    private static string Program => Environment.GetEnvironmentVariable("VIRTOOL_TEST_CHROMIUM") ?? "/usr/bin/chromium";

    /// <summary>Skips the test where there is no browser.</summary>
    public static void Need() =>
        Assert.SkipUnless(File.Exists(Program), $"There is no browser at {Program}: install the package chromium, or name one in VIRTOOL_TEST_CHROMIUM.");

    public static async Task<Chromium> StartAsync()
    {
        Need();
        await Gate.WaitAsync();
        try
        {
            if (_shared is not { Browser.IsConnected: true })
            {
                _shared = await LaunchAsync();
            }

            _users++;
            return new Chromium(_shared.Value.Browser);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A page of a session of its own; waits of it are long, since jobs may keep the cores busy.</summary>
    public async Task<IPage> OpenAsync(Uri server, ColorScheme colors = ColorScheme.Light, bool scripts = true)
    {
        var session = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.ToString(),
            ColorScheme = colors,
            JavaScriptEnabled = scripts,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
        });
        _sessions.Add(session);
        session.SetDefaultTimeout(Patience);
        return await session.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions)
        {
            await session.CloseAsync();
        }

        await Gate.WaitAsync();
        try
        {
            if (--_users == 0 && _shared is var (playwright, browser))
            {
                _shared = null;
                await browser.DisposeAsync();
                playwright.Dispose();
            }
        }
        finally
        {
            Gate.Release();
        }
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Timeout = Patience,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync",
            ],
        });
        return (playwright, browser);
    }
}
