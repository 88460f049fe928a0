using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Accounts;
using Virtool.Components.Settings;
using Virtool.Domain.Groups;
using Virtool.Domain.Keys;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Components.Accounts;

public sealed class AccountPageTests : PagesContext
{
    private static readonly Viewer Member = new(Nina.Id, Nina.Name, Administrator: false, new HashSet<Permission> { Permission.UploadFile }) { Groups = ["virology"] };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AddAsync(new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY", Permissions = [Permission.UploadFile] });
        await AddAsync(new User { Id = Nina.Id, Handle = "nina", NormalizedHandle = "NINA", Groups = ["virology"], CreatedAt = Made.Now });
        SignIn(Member);
    }

    [Fact]
    public async Task The_own_profile_is_changed_and_what_is_wrong_is_told()
    {
        var page = At<AccountPage>("/account");
        await ShowsAsync(page, "nina", "Virology", "upload files");
        await page.InvokeAsync(() => page.FindAll("form input")[0].Input("Nina Ünal"));
        await page.InvokeAsync(() => page.FindAll("form input")[1].Input("nowhere"));
        await page.InvokeAsync(() => page.Find("form").Submit());
        await ShowsAsync(page, "This is no e-mail address");
        await page.InvokeAsync(() => page.FindAll("form input")[1].Input("nina@example.org"));
        await page.InvokeAsync(() => page.Find("form").Submit());
        await ShowsAsync(page, "Saved.", "Nina Ünal, member");
        (await Documents<User>().GetAsync(Nina.Id, Cancellation))!.Email.ShouldBe("nina@example.org");
    }

    [Fact]
    public async Task A_key_is_offered_only_what_one_may_and_shown_once()
    {
        var page = At<AccountPage>("/account");
        await ShowsAsync(page, "No API keys yet");
        await ClickAsync(page, "New key");
        await ShowsAsync(page, "Upload files");
        page.Markup.ShouldNotContain("Cancel jobs");
        await page.InvokeAsync(() => page.Find("input[placeholder='nightly export']").Input("nightly"));
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=new-key] input[type=checkbox]").Change(true));
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=new-key] form").Submit());
        await UntilAsync(() => page.Find("[data-secret]").GetAttribute("value")!.ShouldMatch("^vt_[0-9A-Za-z]{32}$"));
        var text = page.Find("[data-secret]").GetAttribute("value")!;
        var key = (await Documents<ApiKey>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).Single();
        (key.Hash, key.Permissions.Single(), key.ExpiresAt).ShouldBe((KeyText.Hash(text), Permission.UploadFile, key.CreatedAt.AddDays(90)));
        await ClickAsync(page, "I have copied it");
        await ShowsAsync(page, "nightly", "1 key");
        page.Markup.ShouldNotContain(text[8..]);
    }

    [Fact]
    public async Task What_a_key_has_lost_with_its_user_is_said_and_a_removed_one_goes()
    {
        await AddAsync(new ApiKey { Id = "key00001", Name = "nightly", User = new Link(Nina.Id, "nina"), Hash = "1", Start = "vt_abcd", Permissions = [Permission.UploadFile] });
        await AddAsync(new ApiKey { Id = "key00002", Name = "not hers", User = new Link("bob00000", "bob"), Hash = "2", Start = "vt_efgh" });
        var page = At<AccountPage>("/account");
        await ShowsAsync(page, "nightly", "vt_abcd…", "upload files");
        page.Markup.ShouldNotContain("not hers");
        SignIn(Member with { Permissions = new HashSet<Permission>() });
        await ShowsAsync(page, "no longer: upload files");
        await page.InvokeAsync(() => page.Find("[aria-label='Remove: nightly']").Click());
        await ClickAsync(page, "Remove it now");
        await ShowsAsync(page, "No API keys yet");
        (await Documents<ApiKey>().CountAsync(cancellation: Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task Signing_out_everywhere_asks_first_and_renews_the_stamp()
    {
        var page = At<AccountPage>("/account");
        await ShowsAsync(page, "Sign out everywhere");
        await page.InvokeAsync(() => page.Find("[aria-label='Sign out everywhere: you']").Click());
        (await Documents<User>().GetAsync(Nina.Id, Cancellation))!.SecurityStamp.ShouldBeEmpty();
        await ClickAsync(page, "End all sessions");
        await UntilAsync(() => page.FindAll("button").ShouldNotContain(button => button.TextContent == "End all sessions"));
        (await Documents<User>().GetAsync(Nina.Id, Cancellation))!.SecurityStamp.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Preferences_are_kept_at_once()
    {
        var page = At<AccountPage>("/account");
        await ShowsAsync(page, "Show ids beside names");
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=preferences] input").Change(false));
        await UntilAsync(() => page.Find("section[aria-labelledby=preferences] input").HasAttribute("checked").ShouldBeFalse());
        (await Documents<User>().GetAsync(Nina.Id, Cancellation))!.Preferences.ShouldBe(new Preferences(ShowIds: false));

        await page.InvokeAsync(() => page.FindAll("input[name=quick-workflow]")[1].Change("on"));
        await UntilAsync(() => page.FindAll("input[name=quick-workflow]")[1].HasAttribute("checked").ShouldBeTrue());
        (await Documents<User>().GetAsync(Nina.Id, Cancellation))!.Preferences.ShouldBe(new Preferences(ShowIds: false, QuickAnalyzeWorkflow: "nuvs"));
    }

    [Fact]
    public async Task Keys_are_switched_off_in_settings_and_the_account_says_so()
    {
        var page = At<AccountPage>("/account");
        await ShowsAsync(page, "No API keys yet");
        var form = Render<ApiForm>(parameters => parameters.Add(one => one.Viewer, Member with { Administrator = true }));
        await form.InvokeAsync(() => form.Find("input").Change(false));
        await ShowsAsync(form, "No API key is taken any more.");
        (await Services.GetRequiredService<SettingsService>().GetAsync(Cancellation)).Api.Keys.ShouldBeFalse();
        await ShowsAsync(page, "API keys are switched off");
        Render<ApiForm>(parameters => parameters.Add(one => one.Viewer, Member)).Find("input").HasAttribute("disabled").ShouldBeTrue();
    }

    private static Task ClickAsync(IRenderedComponent<AccountPage> page, string label) =>
        page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == label).Click());
}
