using Microsoft.Playwright;
using Shouldly;

namespace Virtool.App.Tests.Browser;

/// <summary>
/// Looks at a page as it stands, light and dark, wide and narrow: it keeps nobody out (axe), and nothing sticks out of the window. The page is
/// not loaded again for it, since that costs more than looking.
/// </summary>
internal static class Looks
{
    private const int Height = 900;
    private const int Wide = 1440;

    /// <summary>The elements that end right of the window and that no box of their own scrolls.</summary>
    private const string WhatSticksOut = """
        width => document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll("body *")]
          .filter(element => element.getBoundingClientRect().right > width + 1 && !element.closest(".scroll, .log, [popover]"))
          .map(element => `${element.tagName}.${element.className}: ${element.getBoundingClientRect().right}`)
        """;

    /// <summary>Takes a picture of each theme, and of each width but the usual one.</summary>
    /// <param name="page">The page, which may have been opened in either theme; it is left light and 1440 pixels wide.</param>
    /// <param name="name">Of the pictures.</param>
    /// <param name="widths">Of the window, in pixels.</param>
    public static async Task AtAsync(IPage page, string name, params int[] widths)
    {
        foreach (var colors in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = colors, ReducedMotion = ReducedMotion.Reduce });
            await Screenshots.TakeAsync(page, name, colors);
            (await Axe.BarriersAsync(page, colorsOnly: colors == ColorScheme.Dark)).ShouldBeEmpty($"{name}, {colors}");
        }

        foreach (var width in widths)
        {
            await page.SetViewportSizeAsync(width, Height);
            (await page.EvaluateAsync<string[]>(WhatSticksOut, width)).ShouldBeEmpty($"{name} at {width} px");
            if (width != Wide)
            {
                await Screenshots.TakeAsync(page, $"{name}-{width}", ColorScheme.Light);
            }
        }

        await page.SetViewportSizeAsync(Wide, Height);
    }
}
