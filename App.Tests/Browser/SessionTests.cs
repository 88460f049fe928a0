using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Browser;

public sealed class SessionTests
{
    private static readonly float _fiveSeconds = (float)Waiting.Promised(TimeSpan.FromSeconds(5)).TotalMilliseconds;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_open_page_follows_the_rights_of_who_looks_to_the_sign_in()
    {
        Chromium.Need();
        await using var server = await RunningServer.StartAsync(Cancellation);
        await using var chromium = await Chromium.StartAsync();
        await server.AddAdministratorAsync(Cancellation);
        await using var scope = server.Services.CreateAsyncScope();
        var service = scope.ServiceProvider.GetRequiredService<UserService>();
        var users = server.Services.GetRequiredService<Collection<User>>();
        var bob = (await service.CreateAsync(Viewer.Server, "bob", RunningServer.Password, administrator: false, Cancellation)).Document;
        await server.Services.GetRequiredService<Collection<Sample>>().InsertAsync(Made.Sample() with { Access = [], Readers = [] }, Cancellation);
        var page = await chromium.OpenAsync(server.Address);
        await SignInAsync(page);
        await page.GotoAsync("/samples");
        await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.GetByText("No samples yet").WaitForAsync();
        await page.EvaluateAsync("window.kept = document.querySelector('h1')");

        await users.UpdateAsync(bob.Id, user => user with { Administrator = true }, Cancellation);
        await page.GetByText("VT-0412").First.WaitForAsync(new() { Timeout = _fiveSeconds });
        (await page.EvaluateAsync<bool>("window.kept === document.querySelector('h1')")).ShouldBeTrue("the page goes on, and is not made anew");
        await users.UpdateAsync(bob.Id, user => user with { Administrator = false }, Cancellation);
        await page.GetByText("No samples yet").WaitForAsync(new() { Timeout = _fiveSeconds });

        await service.DeactivateAsync(Viewer.Server, bob.Id, Cancellation);
        await page.WaitForURLAsync(url => url.Contains("/sign-in", StringComparison.Ordinal), new() { Timeout = _fiveSeconds });
        page.Url.ShouldContain("return=%2Fsamples");
        await FillAsync(page);
        await page.GetByText("or the user was deactivated").WaitForAsync();
        (await users.FirstAsync(Where<User>.Is(user => user.Handle, "bob"), Cancellation))!.Active.ShouldBeFalse();
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await FillAsync(page);
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
    }

    private static async Task FillAsync(IPage page)
    {
        await page.FillAsync("[name='Input.Handle']", "bob");
        await page.FillAsync("[name='Input.Password']", RunningServer.Password);
        await page.ClickAsync("button[type=submit]");
    }
}
