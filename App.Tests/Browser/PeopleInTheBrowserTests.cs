using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Virtool.Domain.Groups;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>What administrators and users do with users, groups, passwords and keys, as they do it.</summary>
public sealed class PeopleInTheBrowserTests : IAsyncLifetime
{
    private RunningServer _server = null!;
    private Chromium _chromium = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Chromium.Need();
        _chromium = await Chromium.StartAsync();
        _server = await RunningServer.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await (_chromium?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task A_user_is_made_with_a_password_that_is_shown_once_and_put_into_a_group_while_it_looks()
    {
        await _server.AddAdministratorAsync(Cancellation);
        await _server.Services.GetRequiredService<GroupService>().CreateAsync(Viewer.Server, new GroupDraft("Virology", [Permission.UploadFile]), Cancellation);
        var page = await _chromium.OpenAsync(_server.Address);
        await _server.SignInAsync(page, Cancellation);
        await OpenAsync(page, "/users");
        await page.GetByRole(AriaRole.Button, new() { Name = "New user" }).ClickAsync();
        await page.GetByLabel("User name").FillAsync("nina");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the user" }).ClickAsync();
        var password = await page.GetByLabel("Password of nina").InputValueAsync();
        password.Length.ShouldBe(19);
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy", Exact = true }).ClickAsync();
        await page.Locator("[data-copied]:not(:empty)").WaitForAsync();
        await Screenshots.TakeAsync(page, "users-new", ColorScheme.Light);
        await page.GetByRole(AriaRole.Link, new() { Name = "Give them groups" }).ClickAsync();
        await page.GetByLabel("Virology").CheckAsync();
        await page.GetByText("Upload files.").WaitForAsync();
        (await page.ContentAsync()).ShouldNotContain(password);
        await using var scope = _server.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserDirectory>().GetAsync(Viewer.Server, "nina", Cancellation);
        (user.ForceReset, user.Groups.Count).ShouldBe((true, 1));
    }

    [Fact]
    public async Task A_key_is_shown_once_and_works_and_is_removed()
    {
        var page = await _chromium.OpenAsync(_server.Address);
        await _server.SignInAsync(page, Cancellation);
        await OpenAsync(page, "/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "New key" }).ClickAsync();
        await page.GetByPlaceholder("nightly export").FillAsync("nightly");
        await page.GetByLabel("Upload files").CheckAsync();
        await Screenshots.TakeAsync(page, "account-new-key", ColorScheme.Light);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        var key = await page.GetByLabel("API key nightly").InputValueAsync();
        await Screenshots.TakeAsync(page, "account-key", ColorScheme.Light);
        (await StatusAsync(key)).ShouldBe(200);
        await page.GetByRole(AriaRole.Button, new() { Name = "I have copied it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove: nightly" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove it now" }).ClickAsync();
        await page.GetByText("No API keys yet").WaitForAsync();
        (await StatusAsync(key)).ShouldBe(401);
    }

    [Fact]
    public async Task A_password_is_changed_without_a_script_and_this_session_goes_on()
    {
        var page = await _chromium.OpenAsync(_server.Address);
        await _server.SignInAsync(page, Cancellation);
        await page.GotoAsync("/account/password");
        await Screenshots.TakeAsync(page, "account-password", ColorScheme.Light);
        await page.FillAsync("[name='Input.Old']", "wrong");
        await FillNewAsync(page);
        await page.GetByText("old password is wrong").WaitForAsync();
        await page.FillAsync("[name='Input.Old']", RunningServer.Password);
        await FillNewAsync(page);
        await page.WaitForURLAsync("**/account");
        await page.Locator("h1").First.WaitForAsync();
    }

    [Fact]
    public async Task Who_becomes_an_administrator_finds_the_users_on_the_page_that_is_open()
    {
        await _server.AddAdministratorAsync(Cancellation);
        await using var scope = _server.Services.CreateAsyncScope();
        var user = (await scope.ServiceProvider.GetRequiredService<UserService>().CreateAsync(Viewer.Server, "nina", RunningServer.Password, administrator: false, Cancellation)).Document;
        var page = await _chromium.OpenAsync(_server.Address);
        await page.GotoAsync("/sign-in");
        await page.FillAsync("[name='Input.Handle']", "nina");
        await page.FillAsync("[name='Input.Password']", RunningServer.Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        var refused = await page.GotoAsync("/users");
        refused!.Status.ShouldBe(403);
        await page.GetByText("Only administrators may see this").WaitForAsync();
        await Screenshots.TakeAsync(page, "users-forbidden", ColorScheme.Light);
        await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await scope.ServiceProvider.GetRequiredService<UserDirectory>().ChangeAsync(Viewer.Server, user.Id, new UserChange { Administrator = true }, Cancellation);
        await page.GetByRole(AriaRole.Button, new() { Name = "New user" }).WaitForAsync();
    }

    private static async Task FillNewAsync(IPage page)
    {
        await page.FillAsync("[name='Input.Password']", "another raspberry");
        await page.FillAsync("[name='Input.Again']", "another raspberry");
        await page.ClickAsync("button[type=submit]");
    }

    private static async Task OpenAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    private async Task<int> StatusAsync(string key)
    {
        using var client = new HttpClient { BaseAddress = _server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/samples", UriKind.Relative));
        request.Headers.Authorization = new("Bearer", key);
        return (int)(await client.SendAsync(request, Cancellation)).StatusCode;
    }
}
