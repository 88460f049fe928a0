using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Browser;

public sealed class FirstAdministratorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_administrator_is_made_with_the_code_once_and_without_any_script()
    {
        Chromium.Need();
        await using var server = await RunningServer.StartAsync(Cancellation);
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(server.Address, scripts: false);

        await page.GotoAsync("/");
        page.Url.ShouldContain("/first-administrator");
        await FillAsync(page, "not the code");
        (await page.ContentAsync()).ShouldContain("not the code that the server printed");

        await FillAsync(page, server.Services.GetRequiredService<FirstCode>().Text);
        await page.WaitForURLAsync(url => !url.Contains("first-administrator", StringComparison.Ordinal));
        (await page.Locator("h1").First.InnerTextAsync()).ShouldBe("The lab now");

        var stranger = await chromium.OpenAsync(server.Address, scripts: false);
        await stranger.GotoAsync("/first-administrator");
        stranger.Url.ShouldContain("/sign-in");
    }

    private static async Task FillAsync(IPage page, string code)
    {
        await page.FillAsync("[name='Input.Code']", code);
        await page.FillAsync("[name='Input.Handle']", "nina");
        await page.FillAsync("[name='Input.Password']", RunningServer.Password);
        await page.FillAsync("[name='Input.Again']", RunningServer.Password);
        await page.ClickAsync("button[type=submit]");
    }
}
