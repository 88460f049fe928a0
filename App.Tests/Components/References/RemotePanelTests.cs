using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.App.Tests.Outgoing;
using Virtool.Components.References;
using Virtool.Components.References.Remote;
using Virtool.Data.Queries;
using Virtool.Domain.References;
using Virtool.Domain.Releases;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Xunit;

namespace Virtool.App.Tests.Components.References;

public sealed class RemotePanelTests : PagesContext, IAsyncDisposable
{
    private GitHubStandIn _gitHub = null!;

    private static Release Old { get; } = new() { Id = 1, Tag = "v1.0.0", Name = "v1.0.0", PublishedAt = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero) };

    private static Release New { get; } = Old with { Id = 2, Tag = "v1.1.0", Name = "v1.1.0", Body = "Three viruses more.", HtmlUrl = "https://github.com/virtool/ref-plant-viruses/releases/tag/v1.1.0" };

    public override async ValueTask InitializeAsync()
    {
        _gitHub = await GitHubStandIn.StartAsync(Cancellation);
        (Outgoing["Outgoing:Enabled"], Outgoing["Outgoing:GitHub"]) = ("true", _gitHub.Address);
        await base.InitializeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _gitHub.DisposeAsync();
    }

    [Fact]
    public async Task It_says_what_is_installed_what_is_newer_and_when_it_was_looked_for()
    {
        var panel = Show(await ReferenceAsync());
        await ShowsAsync(panel, "Releases of virtool/ref-plant-viruses", "v1.0.0", "v1.1.0", "newer release", "Three viruses more.", "5 min ago", "in 5 min");
        panel.FindAll("a").Single(link => link.TextContent.StartsWith("v1.1.0", StringComparison.Ordinal)).GetAttribute("href").ShouldBe(New.HtmlUrl);
    }

    [Fact]
    public async Task What_is_up_to_date_offers_nothing_to_install()
    {
        var panel = Show(await ReferenceAsync(remote => remote with { Newest = Old }));
        await ShowsAsync(panel, "up to date");
        Buttons(panel).ShouldBe(["Look for a new release"]);
    }

    [Fact]
    public async Task Why_nothing_could_be_looked_for_is_said_in_a_sentence()
    {
        var panel = Show(await ReferenceAsync(remote => remote with { Error = "GitHub could not be reached: nothing answers at its address." }));
        await ShowsAsync(panel, "GitHub could not be reached: nothing answers at its address.", "could not be looked for");
    }

    [Fact]
    public async Task It_is_looked_for_now_by_a_button()
    {
        _gitHub.Publish("v2.0.0", [1]);
        var panel = Show(await ReferenceAsync());
        await ClickAsync(panel, "Look for a new release");
        await Waiting.UntilAsync(async () => (await Documents<Reference>().GetAsync("ref00001", Cancellation))!.Remote!.Newest?.Tag == "v2.0.0");
        await UntilAsync(() => Buttons(panel).ShouldContain("Look for a new release"));
    }

    [Fact]
    public async Task What_will_change_is_asked_for_and_then_listed_before_it_is_installed()
    {
        var panel = Show(await ReferenceAsync());
        await ClickAsync(panel, "See what it changes");
        var update = (await Documents<RemoteUpdate>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem();
        update.State.ShouldBe(RemoteUpdateState.Comparing);
        var task = (await Documents<ServerTask>().GetAsync(update.TaskId, Cancellation)).ShouldNotBeNull();
        task.Context[RemoteTasks.InstallField]!.GetValue<bool>().ShouldBeFalse();
        await ChangeAsync(panel, reference => reference);
        await Documents<ServerTask>().UpdateAsync(task.Id, now => now with { State = TaskState.Running, Step = "Downloading v1.1.0", Progress = 0.4 }, Cancellation);
        await ShowsAsync(panel, "Downloading v1.1.0", "40 %");
        await AddAsync(new RemoteUpdateList
        {
            Id = update.Id,
            ReferenceId = "ref00001",
            Changes =
            [
                new RemoteChange(RemoteChangeKind.Removed, "Barley virus", "otu00001", []),
                new RemoteChange(RemoteChangeKind.Changed, "Apple virus", "otu00002", [new RemoteDetail("name", "Renamed to Apple mosaic virus")]),
                new RemoteChange(RemoteChangeKind.Added, "Date virus", null, []),
            ],
        });
        await Documents<RemoteUpdate>().UpdateAsync(update.Id, now => now with { State = RemoteUpdateState.Compared, Added = 1, Changed = 1, Removed = 1, Unchanged = 7 }, Cancellation);
        await ChangeAsync(panel, reference => reference with { TaskId = null });
        await ShowsAsync(panel, "What v1.1.0 changes", "1 added, 1 changed, 1 removed, 7 as they are", "Barley virus", "Renamed to Apple mosaic virus", "Date virus");
        Buttons(panel).ShouldBe(["Look for a new release", "Install v1.1.0"]);
        await ClickAsync(panel, "Install v1.1.0");
        await ClickAsync(panel, "Install it: 1 added, 1 changed, 1 removed, 7 as they are");
        await Waiting.UntilAsync(async () => (await Documents<RemoteUpdate>().GetAsync(update.Id, Cancellation))!.State == RemoteUpdateState.Installing);
    }

    [Fact]
    public async Task Who_may_not_modify_the_reference_sees_it_all_and_installs_nothing()
    {
        var reference = await ReferenceAsync();
        SignIn(new Viewer("user0002", "sven", Administrator: false, new HashSet<Permission>()));
        var panel = Show(reference);
        await ShowsAsync(panel, "v1.1.0", "Who may modify the reference can install it.");
        Buttons(panel).ShouldBe(["Look for a new release"]);
    }

    [Fact]
    public async Task A_long_list_is_shown_a_part_at_a_time()
    {
        var reference = await ReferenceAsync();
        var update = await AddAsync(new RemoteUpdate
        {
            Id = "update01", ReferenceId = reference.Id, Release = New, Before = Old, State = RemoteUpdateState.Compared, User = Nina, TaskId = "", Added = 120,
        });
        await AddAsync(new RemoteUpdateList
        {
            Id = update.Id, ReferenceId = reference.Id, Changes = [.. Enumerable.Range(0, 120).Select(number => new RemoteChange(RemoteChangeKind.Added, $"Virus {number}", null, []))],
        });
        var panel = Show(reference);
        await UntilAsync(() => panel.FindAll("tbody tr").Count.ShouldBe(50));
        await ClickAsync(panel, "Show 50 more of 120");
        await ClickAsync(panel, "Show 20 more of 120");
        await UntilAsync(() => panel.FindAll("tbody tr").Count.ShouldBe(120));
    }

    [Fact]
    public async Task A_repository_is_followed_by_a_form()
    {
        _gitHub.Publish("v1.0.0", [1]);
        var form = Render<RemoteForm>();
        await form.InvokeAsync(() => form.Find("form").SubmitAsync());
        var reference = (await Documents<Reference>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem();
        (reference.Name, reference.Ready, reference.Remote!.Newest!.Tag).ShouldBe(("Plant Viruses", false, "v1.0.0"));
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri.ShouldEndWith($"/references/{reference.Id}");
    }

    [Fact]
    public async Task What_stands_against_it_is_said_beside_the_button()
    {
        var form = Render<RemoteForm>();
        await form.InvokeAsync(() => form.FindAll("input")[0].Input("virtool/nothing"));
        await form.InvokeAsync(() => form.Find("form").SubmitAsync());
        await ShowsAsync(form, "GitHub has no repository virtool/nothing");
        (await Documents<Reference>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    private static List<string> Buttons(IRenderedComponent<RemotePanel> panel) => [.. panel.FindAll("button").Select(button => button.TextContent)];

    private static Task ClickAsync(IRenderedComponent<RemotePanel> panel, string text) =>
        panel.InvokeAsync(() => panel.FindAll("button").Single(button => button.TextContent == text).ClickAsync());

    private IRenderedComponent<RemotePanel> Show(Reference reference) => Render<RemotePanel>(parameters => parameters.Add(panel => panel.Reference, reference));

    /// <summary>As the page does, which watches the reference.</summary>
    private async Task ChangeAsync(IRenderedComponent<RemotePanel> panel, Func<Reference, Reference> change)
    {
        var now = await Documents<Reference>().UpdateAsync("ref00001", change, Cancellation);
        panel.Render(parameters => parameters.Add(one => one.Reference, now!));
    }

    private Task<Reference> ReferenceAsync(Func<Remote, Remote>? change = null)
    {
        var now = Time.GetUtcNow();
        var remote = new Remote { Slug = GitHubStandIn.Slug, Installed = Old, Newest = New, CheckedAt = now.AddMinutes(-5), NextCheckAt = now.AddMinutes(5) };
        return AddAsync(new Reference { Id = "ref00001", Name = "Plant Viruses", User = Nina, Readers = [Principals.Everyone], Remote = change?.Invoke(remote) ?? remote });
    }
}
