using Microsoft.Playwright;

namespace Virtool.App.Tests.Browser;

/// <summary>Pictures of pages in the folder that <c>VIRTOOL_TEST_SCREENSHOTS</c> names; none where it names none.</summary>
internal static class Screenshots
{
    public static async Task TakeAsync(IPage page, string name, ColorScheme colors)
    {
        if (Environment.GetEnvironmentVariable("VIRTOOL_TEST_SCREENSHOTS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{(colors == ColorScheme.Light ? "light" : "dark")}.png") });
        }
    }
}
