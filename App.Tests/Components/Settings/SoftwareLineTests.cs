using Bunit;
using Shouldly;
using Virtool.Components.Settings;
using Virtool.Domain.Releases;
using Xunit;

namespace Virtool.App.Tests.Components.Settings;

public sealed class SoftwareLineTests : PagesContext
{
    private static Software Known { get; } = new()
    {
        Id = Software.OnlyId,
        Slug = "virtool/server",
        Releases = [new Release { Id = 1, Tag = "v99.0.0", Name = "v99.0.0", HtmlUrl = "https://github.com/virtool/server/releases/tag/v99.0.0" }],
    };

    public override async ValueTask InitializeAsync()
    {
        (Outgoing["Outgoing:Enabled"], Outgoing["Outgoing:Software"], Outgoing["Outgoing:GitHub"]) = ("true", "virtool/server", "http://127.0.0.1:9");
        await base.InitializeAsync();
    }

    [Fact]
    public async Task An_administrator_is_told_of_a_newer_release_as_soon_as_it_is_known()
    {
        var line = Render<SoftwareLine>();
        line.Markup.Trim().ShouldBeEmpty();
        await AddAsync(Known);
        await ShowsAsync(line, "Virtool v99.0.0 is out.", "To install it");
        line.Find("a").GetAttribute("href").ShouldBe("https://github.com/virtool/server/releases/tag/v99.0.0");
    }

    [Fact]
    public async Task Nobody_is_told_of_what_is_no_newer()
    {
        await AddAsync(Known with { Releases = [new Release { Id = 1, Tag = "v0.0.1", Name = "v0.0.1" }] });
        Render<SoftwareLine>().Markup.Trim().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_no_administrator_is_not_told()
    {
        await AddAsync(Known);
        SignIn(administrator: false);
        Render<SoftwareLine>().Markup.Trim().ShouldBeEmpty();
    }

    [Fact]
    public async Task Releases_of_another_repository_than_the_one_that_is_set_are_not_told()
    {
        await AddAsync(Known with { Slug = "somebody/else" });
        Render<SoftwareLine>().Markup.Trim().ShouldBeEmpty();
    }
}
