using Microsoft.Playwright;

namespace Virtool.App.Tests.Browser;

/// <summary>Pictures of pages in the folder that <c>VIRTOOL_TEST_SCREENSHOTS</c> names; none where it names none.</summary>
internal static class Screenshots
{
    private static string? Folder => Environment.GetEnvironmentVariable("VIRTOOL_TEST_SCREENSHOTS");

    /// <summary>Pictures are wanted.</summary>
    public static bool Wanted => Folder is { Length: > 0 };

    /// <summary>Of what is in the window.</summary>
    public static async Task TakeAsync(IPage page, string name, ColorScheme colors)
    {
        if (Folder is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{(colors == ColorScheme.Light ? "light" : "dark")}.png") });
        }
    }
}
