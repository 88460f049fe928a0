using Microsoft.Playwright;

namespace Virtool.App.Tests.Browser;

/// <summary>Pictures of pages, light and dark, in the folder that <c>VIRTOOL_TEST_SCREENSHOTS</c> names; none where it names none.</summary>
internal static class Screenshots
{
    public static async Task TakeAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("VIRTOOL_TEST_SCREENSHOTS") is not { Length: > 0 } folder)
        {
            return;
        }

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await page.ScreenshotAsync(new()
            {
                Path = Path.Combine(folder, $"{name}-{(scheme == ColorScheme.Light ? "light" : "dark")}.png"),
            });
        }
    }
}
