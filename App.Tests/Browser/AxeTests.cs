using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>What looks at every page finds what keeps people out.</summary>
public sealed class AxeTests
{
    private const string Page = """
        <html lang="en"><head><title>Samples</title></head>
        <body><main><h1>Samples</h1><img src="data:,"><p style="color: #ccc; background: #fff">Too pale to be read</p></main></body></html>
        """;

    [Fact]
    public async Task A_picture_without_words_and_pale_letters_are_barriers()
    {
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(new Uri("http://127.0.0.1/"));
        await page.SetContentAsync(Page);

        var all = await Axe.BarriersAsync(page, colorsOnly: false);
        var colors = await Axe.BarriersAsync(page, colorsOnly: true);

        all.Count.ShouldBe(2);
        all.ShouldContain(barrier => barrier.StartsWith("image-alt:", StringComparison.Ordinal));
        colors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(found => found.ShouldStartWith("color-contrast:"), found => found.ShouldContain("Too pale"));
    }
}
