using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Users;
using Virtool.Domain.Groups;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Components.Users;

public sealed class UserPagesTests : PagesContext
{
    private User _bob = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AddAsync(new User { Id = Nina.Id, Handle = "nina", NormalizedHandle = "NINA", Administrator = true, CreatedAt = Made.Now });
        _bob = await AddAsync(new User { Id = "user0002", Handle = "bob", NormalizedHandle = "BOB", FullName = "Bob Berger", CreatedAt = Made.Now });
        await AddAsync(new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY", Permissions = [Permission.UploadFile] });
    }

    [Fact]
    public async Task The_list_follows_what_others_change()
    {
        var list = At<UserList>("/users");
        await ShowsAsync(list, "bob", "Bob Berger", "nina", "2 users", "may sign in", "Administrator");
        await Documents<User>().UpdateAsync(_bob.Id, user => user with { Active = false, Groups = ["virology"] }, Cancellation);
        await ShowsAsync(list, "deactivated", "Virology");
        list.FindAll(".identicon").Count.ShouldBe(2);
        list.FindAll(".identicon").ShouldAllBe(drawing => drawing.GetAttribute("aria-hidden") == "true");
    }

    [Fact]
    public async Task Members_see_no_user_and_who_becomes_an_administrator_sees_all_on_the_same_page()
    {
        SignIn(administrator: false);
        var list = At<UserList>("/users");
        var page = Open(_bob.Id);
        await ShowsAsync(list, "Only administrators may see this");
        await ShowsAsync(page, "Only administrators may see this");
        list.Markup.ShouldNotContain("bob");
        page.Markup.ShouldNotContain("bob");
        SignIn(administrator: true);
        await ShowsAsync(list, "Bob Berger");
        await ShowsAsync(page, "Bob Berger");
        SignIn(administrator: false);
        await ShowsAsync(list, "Only administrators may see this");
        list.Markup.ShouldNotContain("bob");
    }

    [Fact]
    public async Task A_new_user_is_given_a_password_that_is_shown_once()
    {
        var form = Render<NewUserForm>(parameters => parameters.Add(one => one.Viewer, Administrator));
        await form.InvokeAsync(() => form.FindAll("input")[0].Input("mia"));
        await form.InvokeAsync(() => form.Find("form").Submit());
        await ShowsAsync(form, "mia was added");
        var password = form.Find("[data-secret]").GetAttribute("value")!;
        var mia = (await Documents<User>().FirstAsync(Virtool.Data.Queries.Where<User>.Is(user => user.Handle, "mia"), Cancellation))!;
        (mia.ForceReset, mia.Administrator).ShouldBe((true, false));
        mia.PasswordHash.ShouldNotBeNull();
        mia.PasswordHash.ShouldNotContain(password);
        await form.InvokeAsync(() => form.FindAll("button").Single(button => button.TextContent == "Add another").Click());
        await ShowsAsync(form, "User name");
        form.Markup.ShouldNotContain(password);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_told_in_the_form()
    {
        var form = Render<NewUserForm>(parameters => parameters.Add(one => one.Viewer, Administrator));
        await form.InvokeAsync(() => form.FindAll("input")[0].Input("BOB"));
        await form.InvokeAsync(() => form.Find("form").Submit());
        await UntilAsync(() => form.Find("[role=alert]").TextContent.ShouldContain("taken"));
    }

    [Fact]
    public async Task Groups_are_given_and_say_what_the_user_may()
    {
        var page = Open(_bob.Id);
        await ShowsAsync(page, "Virology", "See what is shared; nothing more.");
        await page.InvokeAsync(() => page.Find("input[type=checkbox]").Change(true));
        await ShowsAsync(page, "Upload files.");
        await page.InvokeAsync(() => page.Find("select").Change("virology"));
        await UntilAsync(() => page.Find("select").GetAttribute("value").ShouldBe("virology"));
        (await Documents<User>().GetAsync(_bob.Id, Cancellation))!.PrimaryGroup.ShouldBe("virology");
        await Services.GetRequiredService<GroupService>().RemoveAsync(Viewer.Server, "virology", Cancellation);
        await ShowsAsync(page, "There is no group yet");
    }

    [Fact]
    public async Task A_user_is_made_an_administrator_shut_out_and_let_in_again()
    {
        var page = Open(_bob.Id);
        await ShowsAsync(page, "Make an administrator");
        await DoAsync(page, "Make an administrator", "Let them do everything");
        await ShowsAsync(page, "Make a member");
        await DoAsync(page, "Deactivate", "Shut them out");
        await ShowsAsync(page, "Reactivate", "deactivated");
        await DoAsync(page, "Reactivate", "Let them in");
        await ShowsAsync(page, "Deactivate");
        var bob = (await Documents<User>().GetAsync(_bob.Id, Cancellation))!;
        (bob.Administrator, bob.Active).ShouldBe((true, true));
        bob.SecurityStamp.ShouldNotBe(_bob.SecurityStamp);
    }

    [Fact]
    public async Task A_password_is_reset_to_one_that_is_shown_once()
    {
        var page = Open(_bob.Id);
        await ShowsAsync(page, "Signing in");
        await DoAsync(page, "Reset", "Make up a new one");
        await UntilAsync(() => page.Find("[data-secret]").GetAttribute("value")!.Length.ShouldBe(19));
        (await Documents<User>().GetAsync(_bob.Id, Cancellation))!.ForceReset.ShouldBeTrue();
        Open(_bob.Id).FindAll("[data-secret]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_is_offered_to_shut_the_own_door()
    {
        var page = Open(Nina.Id);
        await ShowsAsync(page, "this is you", "You cannot remove yourself");
        foreach (var button in new[] { "Deactivate", "Make a member", "Reset" })
        {
            page.FindAll("button").ShouldNotContain(one => one.TextContent == button);
        }
    }

    [Fact]
    public async Task Who_owns_nothing_can_be_removed_and_the_page_says_that_it_is_gone()
    {
        var page = Open(_bob.Id);
        await ShowsAsync(page, "can be removed");
        await DoAsync(page, "Remove the user", "Remove for good");
        await ShowsAsync(page, "There is no such user");
        await AddAsync(Made.Sample() with { User = Nina });
        await ShowsAsync(Open(Nina.Id), "1 sample");
    }

    private static Viewer Administrator => new(Nina.Id, Nina.Name, Administrator: true, new HashSet<Permission>());

    private IRenderedComponent<UserPage> Open(string id) => At<UserPage>($"/users/{id}", parameters => parameters.Add(page => page.Id, id));

    private static async Task DoAsync(IRenderedComponent<UserPage> page, string label, string yes)
    {
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == label).Click());
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == yes).Click());
    }
}
