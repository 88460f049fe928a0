using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Rights;
using Virtool.Components.Samples;
using Virtool.Domain.Audit;
using Virtool.Domain.Groups;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Components.Rights;

public sealed class RightsPanelTests : PagesContext
{
    private static readonly Viewer Owner = new(Nina.Id, Nina.Name, Administrator: false, new HashSet<Permission>());
    private static readonly Viewer Bob = new("user0002", "bob", Administrator: false, new HashSet<Permission>());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AddAsync(new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY" });
        foreach (var (id, handle) in new[] { (Nina.Id, Nina.Name), ("user0002", "bob"), ("user0003", "mia") })
        {
            await AddAsync(new User { Id = id, Handle = handle, NormalizedHandle = handle.ToUpperInvariant() });
        }

        await AddAsync(Made.Sample());
        await AddAsync(Made.Analysis());
    }

    [Fact]
    public async Task The_owner_gives_rights_to_groups_and_users_and_is_told_before_who_loses_sight()
    {
        SignIn(Owner);
        var page = Page();
        await ShowsAsync(page, "Who may see and change it", "Everyone", "nina");
        await page.InvokeAsync(() => Box(page, "See it: Everyone").Change(false));
        await ShowsAsync(page, "From then on only nina and administrators see it. Everybody else loses sight of it");
        await page.InvokeAsync(() => page.Find("select[aria-label='Add a group']").Change("virology"));
        await ShowsAsync(page, "group Virology");
        await page.InvokeAsync(() => Box(page, "Change it: group Virology").Change(true));
        await page.InvokeAsync(() => page.Find("form.row input").Input("MIA"));
        await page.InvokeAsync(() => page.Find("form.row").Submit());
        await ShowsAsync(page, "mia");
        (await SampleAsync()).Access.ShouldBe(Made.Shared, new AccessComparer());

        await page.InvokeAsync(() => Button(page, "Save rights").Click());
        await ShowsAsync(page, "Saved.");
        (await SampleAsync()).Access.ShouldBe(
            [new(Principals.Group("virology"), [Right.Read, Right.Write]), new(Principals.User("user0003"), [Right.Read])], new AccessComparer());
        var readers = new[] { "group:virology", "user:user0001", "user:user0003" };
        (await SampleAsync()).Readers.ShouldBe(readers);
        (await Documents<Virtool.Domain.Analyses.Analysis>().GetAsync("analysis", Cancellation))!.Readers.ShouldBe(readers);
    }

    [Fact]
    public async Task Who_may_see_it_reads_them_and_changes_nothing()
    {
        SignIn(Bob);
        var page = Page();
        await ShowsAsync(page, "Who may see and change it", "Everyone", "yes");
        page.FindAll(".rights input, .rights button, .rights select, .rights details").ShouldBeEmpty();
        (await Should.ThrowAsync<NotPermittedException>(() => Services.GetRequiredService<SampleAccess>().SetAsync(Bob, "sample01", Made.Shared, [], Cancellation))).IsOfDocument.ShouldBeTrue();
    }

    [Fact]
    public async Task What_somebody_else_saved_meanwhile_is_not_lost()
    {
        SignIn(Owner);
        var page = Page();
        await ShowsAsync(page, "Everyone");
        await page.InvokeAsync(() => Box(page, "Change it: Everyone").Change(true));
        await Services.GetRequiredService<SampleAccess>().ChangeAsync(Viewer.Server, "sample01", _ => [new(Principals.User("user0003"), [Right.Read])], Cancellation);
        await ShowsAsync(page, "Somebody else has changed these rights meanwhile");
        await page.InvokeAsync(() => Button(page, "Save rights").Click());
        await ShowsAsync(page, "Look at them again");
        (await SampleAsync()).Access.ShouldHaveSingleItem().Principal.ShouldBe("user:user0003");
        await page.InvokeAsync(() => Button(page, "Undo").Click());
        await ShowsAsync(page, "mia");
        page.FindAll(".rights button").ShouldNotContain(button => button.TextContent == "Save rights");
    }

    [Fact]
    public async Task A_user_who_is_not_there_is_said()
    {
        SignIn(Owner);
        var page = Page();
        await ShowsAsync(page, "Everyone");
        await page.InvokeAsync(() => page.Find("form.row input").Input("nobody"));
        await page.InvokeAsync(() => page.Find("form.row").Submit());
        await ShowsAsync(page, "There is no user nobody.");
    }

    [Fact]
    public async Task An_administrator_gives_it_to_another_owner_with_all_that_belongs_to_it()
    {
        await Services.GetRequiredService<SampleAccess>().ChangeAsync(Viewer.Server, "sample01", _ => [], Cancellation);
        var page = Page();
        await ShowsAsync(page, "Give it to another owner");
        await page.InvokeAsync(() => page.Find("details form input").Input("bob"));
        await page.InvokeAsync(() => page.Find("details form").Submit());
        await ShowsAsync(page, "bob will own it. nina will not see it any more");
        await page.InvokeAsync(() => Button(page, "Give it to bob").Click());
        await ShowsAsync(page, "It is bob's now.");
        (await SampleAsync()).User.ShouldBe(new Link("user0002", "bob"));
        (await SampleAsync()).Readers.ShouldBe(["user:user0002"]);
        (await Documents<Virtool.Domain.Analyses.Analysis>().GetAsync("analysis", Cancellation))!.Readers.ShouldBe(["user:user0002"]);
        await Should.ThrowAsync<NotPermittedException>(() => Services.GetRequiredService<SampleAccess>().GiveAsync(Bob, "sample01", Nina, Cancellation));
    }

    [Fact]
    public async Task A_references_four_rights_are_given_by_the_same_panel()
    {
        var access = Services.GetRequiredService<ReferenceAccess>();
        await AddAsync(new Reference { Id = "referenc", Name = "Bee viruses", User = Nina, Access = [], Readers = [Principals.User(Nina.Id)] });
        SignIn(Owner);
        var panel = Render<RightsPanel>(parameters => parameters
            .Add(one => one.Owner, Nina).Add(one => one.Access, []).Add(one => one.Columns, RightColumn.OfReferences).Add(one => one.MayEdit, true)
            .Add(one => one.Save, (before, after) => access.SetAsync(Owner, "referenc", before, after, Cancellation)));
        await ShowsAsync(panel, "Build indexes", "Change its viruses", "Remove it");
        await panel.InvokeAsync(() => panel.Find("select").Change("virology"));
        await ShowsAsync(panel, "group Virology");
        foreach (var right in new[] { "Build indexes", "Change it", "Change its viruses", "Remove it" })
        {
            await panel.InvokeAsync(() => Box(panel, $"{right}: group Virology").Change(true));
        }

        await panel.InvokeAsync(() => Button(panel, "Save rights").Click());
        await ShowsAsync(panel, "Saved.");
        (await Documents<Reference>().GetAsync("referenc", Cancellation))!.Access.ShouldBe(
            [new(Principals.Group("virology"), [Right.Read, Right.Build, Right.Modify, Right.ModifyOtu, Right.Remove])], new AccessComparer());
    }

    [Fact]
    public async Task Rights_go_to_who_is_there_and_are_those_of_the_kind()
    {
        var samples = Services.GetRequiredService<SampleAccess>();
        await Should.ThrowAsync<BadRequestException>(() => samples.SetAsync(Owner, "sample01", Made.Shared, [new(Principals.Group("nothing0"), [Right.Read])], Cancellation));
        await Should.ThrowAsync<BadRequestException>(() => samples.SetAsync(Owner, "sample01", Made.Shared, [new(Principals.User("nobody00"), [Right.Read])], Cancellation));
        await Should.ThrowAsync<BadRequestException>(() => samples.SetAsync(Owner, "sample01", Made.Shared, [new("anybody", [Right.Read])], Cancellation));
        await Should.ThrowAsync<BadRequestException>(() => samples.SetAsync(Owner, "sample01", Made.Shared, [new(Principals.Everyone, [Right.Read, Right.Build])], Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => samples.SetAsync(Owner, "nothing0", [], [], Cancellation));
        (await SampleAsync()).Access.ShouldBe(Made.Shared, new AccessComparer());
    }

    [Fact]
    public void A_right_that_needs_sight_brings_it_and_sight_that_everyone_has_is_lost_by_nobody()
    {
        var draft = RightsDraft.Of([new(Principals.Everyone, [Right.Read])]);
        draft.Set("group:virology", Right.Write, given: true);
        draft.After.ShouldBe([new(Principals.Everyone, [Right.Read]), new("group:virology", [Right.Write])], new AccessComparer());
        draft.Sight(Nina).Lose.ShouldBeEmpty();
        draft.Set(Principals.Everyone, Right.Read, given: false);
        draft.Sight(Nina).Lose.ShouldBe([Principals.Everyone]);
        draft.Set("user:user0003", Right.Write, given: true);
        draft.Has("user:user0003", Right.Read).ShouldBeTrue();
        draft.Remove("group:virology");
        draft.After.ShouldBe([new("user:user0003", [Right.Read, Right.Write])], new AccessComparer());
    }

    private IRenderedComponent<SamplePage> Page() => At<SamplePage>("/samples/sample01?tab=rights", parameters => parameters.Add(one => one.Id, "sample01"));

    private async Task<Sample> SampleAsync() => (await Documents<Sample>().GetAsync("sample01", Cancellation))!;

    private static IElement Box<T>(IRenderedComponent<T> page, string label)
        where T : Microsoft.AspNetCore.Components.IComponent => page.FindAll("input[type=checkbox]").Single(box => box.GetAttribute("aria-label") == label);

    private static IElement Button<T>(IRenderedComponent<T> page, string text)
        where T : Microsoft.AspNetCore.Components.IComponent => page.FindAll("button").Single(button => button.TextContent == text);

    private sealed class AccessComparer : IEqualityComparer<Virtool.Domain.Rights.Access>
    {
        public bool Equals(Virtool.Domain.Rights.Access? one, Virtool.Domain.Rights.Access? other) =>
            one is not null && other is not null && one.Principal == other.Principal && one.Rights.SequenceEqual(other.Rights);

        public int GetHashCode(Virtool.Domain.Rights.Access access) => access.Principal.GetHashCode(StringComparison.Ordinal);
    }
}
