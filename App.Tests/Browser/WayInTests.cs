using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Virtool.Components.Access;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>The pages of the way in, which need neither script nor web socket; and what the browser is told to keep to.</summary>
public sealed class WayInTests : IAsyncLifetime
{
    private const string Chosen = "tomato bushy stunt";
    private const string Violations = "window.violations = []; document.addEventListener('securitypolicyviolation', e => window.violations.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));";

    private RunningServer? _server;
    private Chromium? _chromium;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Chromium.Need();
        _chromium = await Chromium.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_chromium?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task A_new_password_is_chosen_at_the_first_sign_in_without_any_script_and_one_lands_where_one_wanted_to()
    {
        var server = await StartAsync();
        var page = await _chromium!.OpenAsync(server.Address, scripts: false);
        var requests = new List<string>();
        page.WebSocket += (_, socket) => requests.Add(socket.Url);
        await page.GotoAsync("/files/stored");
        await SignInAsync(page, "bob", "a wrong guess");
        (await page.Locator("[role=alert]").InnerTextAsync()).ShouldContain("The user name or the password is wrong");
        (await page.Locator("[name='Input.Handle']").GetAttributeAsync("aria-describedby")).ShouldBe("refusal");
        await SignInAsync(page, "bob", RunningServer.Password);
        page.Url.ShouldContain("/reset");
        await ChooseAsync(page, "one of the two", "the other one");
        (await page.Locator("#again-error").InnerTextAsync()).ShouldContain("not the same");
        (await page.Locator("[name='Input.Again']").GetAttributeAsync("aria-describedby")).ShouldBe("again-error");
        await ChooseAsync(page, Chosen, Chosen);
        page.Url.ShouldEndWith("/files/stored");
        requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_ways_in_are_right_in_light_and_dark_on_large_screens_and_small()
    {
        var empty = await RunningServer.StartAsync(Cancellation);
        await using var first = empty;
        var server = await StartAsync();
        var page = await _chromium!.OpenAsync(first.Address);
        await page.GotoAsync("/first-administrator");
        await LookAsync(page, "access-first");
        page = await _chromium.OpenAsync(server.Address);
        await page.GotoAsync("/sign-in?why=idle");
        await LookAsync(page, "access-sign-in-idle");
        await SignInAsync(page, "bob", "a wrong guess");
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await LookAsync(page, "access-sign-in-refused");
        await SignInAsync(page, "eve", RunningServer.Password);
        await page.WaitForURLAsync(url => url.Contains("/reset", StringComparison.Ordinal));
        await LookAsync(page, "access-reset");
        await ChooseAsync(page, RunningServer.Password, RunningServer.Password);
        await page.Locator("#password-error").WaitForAsync();
        await LookAsync(page, "access-reset-refused");
    }

    [Fact]
    public async Task No_page_does_what_the_policy_forbids_and_the_policy_is_in_force()
    {
        var server = await StartAsync();
        var page = await _chromium!.OpenAsync(server.Address);
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
            {
                errors.Add(message.Text);
            }
        };
        await page.AddInitScriptAsync(Violations);
        await page.GotoAsync("/sign-in");
        await SignInAsync(page, "admin", RunningServer.Password);
        foreach (var address in new[] { "/", "/samples", "/analyses", "/jobs", "/files", "/files/stored", "/files/quarantine", "/files/folders", "/files/folders/new", "/files/trash", "/files/check", "/resources", "/settings", "/nothing", "/sign-out" })
        {
            await page.GotoAsync(address);
            await page.Locator("h1").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            if (await page.Locator(".connection").CountAsync() > 0)
            {
                await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            }

            (await page.EvaluateAsync<string[]>("window.violations")).ShouldBeEmpty(address);
        }

        errors.ShouldBeEmpty();
        var ran = await page.EvaluateAsync<bool>("""
            () => {
              const element = document.createElement("script");
              element.textContent = "window.stolen = true";
              document.body.append(element);
              document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.stolen = true'>");
              return new Promise(done => setTimeout(() => done(window.stolen === true), 300));
            }
            """);
        ran.ShouldBeFalse();
        (await page.EvaluateAsync<string[]>("window.violations")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_page_that_nobody_uses_leads_to_the_sign_in_and_back_and_one_that_is_used_stays()
    {
        var server = await StartAsync(TimeSpan.FromSeconds(10));
        var page = await _chromium!.OpenAsync(server.Address);
        await page.GotoAsync("/jobs?find=x");
        await SignInAsync(page, "admin", RunningServer.Password);
        await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        for (var use = 0; use < 14; use++)
        {
            await page.Mouse.MoveAsync(200 + (use % 2), 300);
            await page.WaitForTimeoutAsync(1_000);
        }

        page.Url.ShouldContain("/jobs?find=x");
        (await page.APIRequest.GetAsync("/api/jobs")).Status.ShouldBe(200);
        await page.WaitForURLAsync(url => url.Contains("/sign-in", StringComparison.Ordinal), new() { Timeout = 120_000 });
        page.Url.ShouldContain("return=%2Fjobs%3Ffind%3Dx");
        await page.GetByText("Nobody used the page").WaitForAsync();
        (await page.APIRequest.GetAsync("/api/jobs")).Status.ShouldBe(401);
        await SignInAsync(page, "admin", RunningServer.Password);
        await page.WaitForURLAsync(url => url.EndsWith("/jobs?find=x", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_stays_signed_in_or_sends_files_is_left_alone(bool stays)
    {
        var server = await StartAsync(TimeSpan.FromSeconds(10));
        var page = await _chromium!.OpenAsync(server.Address);
        await page.GotoAsync("/jobs");
        await page.SetCheckedAsync("[name='Input.Remember']", stays);
        await SignInAsync(page, "admin", RunningServer.Password);
        await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        if (!stays)
        {
            await page.EvaluateAsync("window.virtoolUploads = { busy: () => true }");
        }

        // Longer than a session lasts.
        await page.WaitForTimeoutAsync(13_000);
        page.Url.ShouldContain("/jobs");
        (await page.APIRequest.GetAsync("/api/jobs")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Signing_out_everywhere_closes_all_open_pages()
    {
        var server = await StartAsync();
        var pages = new[] { await _chromium!.OpenAsync(server.Address), await _chromium.OpenAsync(server.Address) };
        foreach (var page in pages)
        {
            await page.GotoAsync("/jobs");
            await SignInAsync(page, "admin", RunningServer.Password);
            await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        }

        await using var scope = server.Services.CreateAsyncScope();
        var admin = (await server.Services.GetRequiredService<Collection<User>>().FirstAsync(Where<User>.Is(user => user.Handle, "admin"), Cancellation))!;
        await scope.ServiceProvider.GetRequiredService<UserService>().SignOutEverywhereAsync(Viewer.Server, admin.Id, Cancellation);
        foreach (var page in pages)
        {
            await page.WaitForURLAsync(url => url.Contains("/sign-in", StringComparison.Ordinal));
        }
    }

    private async Task<RunningServer> StartAsync(TimeSpan? session = null)
    {
        _server = await RunningServer.StartAsync(
            services => services.PostConfigure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, options => options.ExpireTimeSpan = session ?? Sessions.Length), Cancellation);
        await _server.AddAdministratorAsync(Cancellation);
        await using var scope = _server.Services.CreateAsyncScope();
        foreach (var handle in new[] { "bob", "eve" })
        {
            await scope.ServiceProvider.GetRequiredService<UserService>().CreateAsync(Viewer.Server, handle, RunningServer.Password, administrator: false, forceReset: true, Cancellation);
        }

        return _server;
    }

    private static Task LookAsync(IPage page, string name) => Looks.AtAsync(page, name, 390, 1280);

    private static async Task SignInAsync(IPage page, string handle, string password)
    {
        await page.FillAsync("[name='Input.Handle']", handle);
        await page.FillAsync("[name='Input.Password']", password);
        await page.ClickAsync("button[type=submit]");
    }

    private static async Task ChooseAsync(IPage page, string first, string second)
    {
        await page.FillAsync("[name='Input.Password']", first);
        await page.FillAsync("[name='Input.Again']", second);
        await page.ClickAsync("button[type=submit]");
    }
}
