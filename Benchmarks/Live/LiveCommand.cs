using System.CommandLine;
using Microsoft.Playwright;

namespace Virtool.Benchmarks.Live;

/// <summary><c>live</c>: from a commit to the pages of a real browser.</summary>
internal static class LiveCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var pages = new Option<int>("--pages") { Description = "How many pages are open.", DefaultValueFactory = _ => 50 };
        var changes = new Option<int>("--changes") { Description = "How many changes are made, two a second.", DefaultValueFactory = _ => 60 };
        var browser = new Option<string>("--browser") { Description = "A Chromium.", DefaultValueFactory = _ => "/usr/bin/chromium" };
        var command = new Command("live", "From a commit to the pages of a real browser.") { pages, changes, browser };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(pages), result.GetValue(changes), result.GetValue(browser)!, cancellation));
        return command;
    }

    private static async Task RunAsync(int count, int changes, string browser, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        await using var lab = await LiveLab.StartAsync(folder.Path, cancellation);
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = browser,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--disable-renderer-backgrounding",
            ],
        });
        var pages = await LivePage.OpenAsync(chromium, lab, count, cancellation);
        var run = new LiveRun(lab, pages, cancellation);
        var clocks = await run.CompareClocksAsync();
        Console.WriteLine($"{Numbers.Text(pages.Count, 0)} pages with the list of samples, {Numbers.Text(changes, 0)} changes of one sample, two a second; the clocks of browser and server differ by {Numbers.Text(clocks, 1)} ms at the most");
        Console.WriteLine(await run.MeasureAsync(changes));
    }
}
