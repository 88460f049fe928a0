using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Groups;
using Virtool.Domain.Groups;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Components.Groups;

public sealed class GroupPagesTests : PagesContext
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AddAsync(new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY", Permissions = [Permission.UploadFile] });
        await AddAsync(new User { Id = "user0002", Handle = "bob", NormalizedHandle = "BOB", Groups = ["virology"], PrimaryGroup = "virology" });
        await AddAsync(new User { Id = "user0003", Handle = "mia", NormalizedHandle = "MIA" });
    }

    [Fact]
    public async Task Permissions_are_switches_and_follow_what_others_switch()
    {
        var page = Open();
        await ShowsAsync(page, "Upload files", "Cancel jobs", "Change profiles");
        Switches(page).Count.ShouldBe(8);
        Switches(page).Count(one => one.HasAttribute("checked")).ShouldBe(1);
        await page.InvokeAsync(() => Switches(page)[0].Change(true));
        await UntilAsync(() => Switches(page).Count(one => one.HasAttribute("checked")).ShouldBe(2));
        (await GroupAsync())!.Permissions.ShouldBe([Permission.CancelJob, Permission.UploadFile]);
        await Documents<Group>().UpdateAsync("virology", group => group with { Permissions = [] }, Cancellation);
        await UntilAsync(() => Switches(page).ShouldAllBe(one => !one.HasAttribute("checked")));
    }

    [Fact]
    public async Task Members_come_and_go()
    {
        var page = Open();
        await ShowsAsync(page, "1 member", "bob");
        await page.InvokeAsync(() => page.Find("select").Change("user0003"));
        await page.InvokeAsync(() => page.Find(".add-member").Submit());
        await ShowsAsync(page, "2 members");
        await page.InvokeAsync(() => page.Find("[aria-label='Take out: bob']").Click());
        await ShowsAsync(page, "1 member");
        var bob = (await Documents<User>().GetAsync("user0002", Cancellation))!;
        (bob.Groups.Count, bob.PrimaryGroup).ShouldBe((0, null));
        (await Documents<User>().GetAsync("user0003", Cancellation))!.Groups.ShouldBe(["virology"]);
    }

    [Fact]
    public async Task Removing_says_what_it_takes_along_before_it_does()
    {
        await AddAsync(Made.Sample());
        await Services.GetRequiredService<SampleAccess>().ChangeAsync(Viewer.Server, "sample01", _ => [new(Principals.Group("virology"), [Right.Read])], Cancellation);
        var page = Open();
        await ClickAsync(page, "Remove");
        await ShowsAsync(page, "1 member will lose", "1 sample and 0 references will no longer be shared");
        (await GroupAsync()).ShouldNotBeNull();
        await ClickAsync(page, "Remove the group");
        await UntilAsync(() => Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("/groups"));
        (await GroupAsync()).ShouldBeNull();
        (await Documents<Sample>().GetAsync("sample01", Cancellation))!.Access.ShouldBeEmpty();
        await ShowsAsync(page, "There is no such group");
    }

    [Fact]
    public async Task Others_may_read_but_change_nothing_and_see_no_members()
    {
        SignIn(administrator: false);
        var (list, page) = (At<GroupList>("/groups"), Open());
        await ShowsAsync(list, "Virology", "upload files", "Only administrators may change groups");
        await ShowsAsync(page, "Virology", "Only administrators may change groups");
        list.FindAll("button").ShouldBeEmpty();
        page.FindAll("button").ShouldBeEmpty();
        page.Find("fieldset").HasAttribute("disabled").ShouldBeTrue();
        page.Markup.ShouldNotContain("bob");
        list.Markup.ShouldNotContain("Members</th>");
    }

    [Fact]
    public async Task A_group_is_made_and_renamed_and_a_taken_name_is_told()
    {
        var list = At<GroupList>("/groups");
        await ShowsAsync(list, "1 group");
        await ClickAsync(list, "New group");
        await list.InvokeAsync(() => list.Find("form.form input").Input("ＶＩＲＯＬＯＧＹ"));
        await list.InvokeAsync(() => list.Find("form.form").Submit());
        await UntilAsync(() => list.Find("[role=alert]").TextContent.ShouldContain("already"));
        await list.InvokeAsync(() => list.Find("form.form input").Input("Insects"));
        await list.InvokeAsync(() => list.Find("form.form").Submit());
        await UntilAsync(() => Services.GetRequiredService<NavigationManager>().Uri.ShouldContain("/groups/"));
        var page = Open();
        await ShowsAsync(page, "Virology");
        await page.InvokeAsync(() => page.Find("form input[maxlength]").Input("Plant virology"));
        await page.InvokeAsync(() => page.FindAll("form").Single(form => form.TextContent.Contains("Rename", StringComparison.Ordinal)).Submit());
        await ShowsAsync(page, "Saved.");
        (await GroupAsync())!.Name.ShouldBe("Plant virology");
    }

    private Task<Group?> GroupAsync() => Documents<Group>().GetAsync("virology", Cancellation);

    private IRenderedComponent<GroupPage> Open() => At<GroupPage>("/groups/virology", parameters => parameters.Add(page => page.Id, "virology"));

    private static IReadOnlyList<AngleSharp.Dom.IElement> Switches(IRenderedComponent<GroupPage> page) => page.FindAll("input[role=switch]");

    private static Task ClickAsync<T>(IRenderedComponent<T> page, string label)
        where T : IComponent => page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == label).Click());
}
