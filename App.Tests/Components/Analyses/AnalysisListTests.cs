using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Analyses;
using Virtool.Domain.Analyses;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Xunit;

namespace Virtool.App.Tests.Components.Analyses;

public sealed class AnalysisListTests : PagesContext
{
    [Theory]
    [InlineData("?state=failed", "b")]
    [InlineData("?find=leaf", "a")]
    [InlineData("?find=plant", "c")]
    [InlineData("?reference=plants", "c")]
    [InlineData("?user=zoe", "c")]
    [InlineData("?workflow=nuvs", "")]
    [InlineData("", "c b a")]
    [InlineData("?sort=sample", "a b c")]
    [InlineData("?sort=sample&turned=yes", "c b a")]
    [InlineData("?turned=yes", "a b c")]
    public async Task Analyses_are_found_filtered_and_sorted_by_the_address(string query, string ids)
    {
        var page = await ShowAsync(query);
        string.Join(' ', page.FindAll("tbody td:nth-child(3) a").Select(link => link.GetAttribute("href")!.Split('/')[^1])).ShouldBe(ids);
    }

    [Fact]
    public async Task What_is_chosen_can_be_compared_set_side_by_side_and_deleted()
    {
        var page = await ShowAsync("");
        foreach (var box in new[] { "tomato", "leaf" })
        {
            await page.FindAll("tbody tr").Single(row => row.TextContent.Contains(box, StringComparison.Ordinal)).QuerySelector("input")!.ChangeAsync(true);
        }

        page.Find(".selection").TextContent.ShouldContain("2 analyses chosen");
        page.FindAll(".selection a").Select(link => link.GetAttribute("href")!).ShouldContain("/analyses/matrix?samples=sample03,sample01&reference=plants");
        page.FindAll(".selection a").ShouldNotContain(link => link.TextContent == "Compare");
        await page.FindAll(".selection button").Single(button => button.TextContent == "Delete").ClickAsync();
        await page.FindAll(".selection button").Single(button => button.TextContent == "Yes, move 2 to the trash").ClickAsync();
        await ShowsAsync(page, "2 analyses in the trash now.");
        await UntilAsync(() => page.FindAll("tbody tr").Count.ShouldBe(1));
    }

    [Fact]
    public async Task A_filter_that_is_chosen_stays_in_the_address()
    {
        var page = await ShowAsync("?find=l");
        await page.Find("select[aria-label=Reference]").ChangeAsync("plants");
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("/analyses?find=l&reference=plants");
    }

    private async Task<IRenderedComponent<AnalysisList>> ShowAsync(string query)
    {
        await AddAsync(new Reference { Id = "plants", Name = "Plant viruses", User = Nina });
        foreach (var (id, name, minutes) in new[] { ("sample01", "leaf 1", 3), ("sample02", "root 2", 2), ("sample03", "tomato 3", 1) })
        {
            await AddAsync(Made.Sample(id, name));
            var analysis = Made.Analysis(id == "sample02" ? AnalysisState.Failed : AnalysisState.Ready) with
            {
                Id = $"{(char)('a' + id[^1] - '1')}",
                Sample = new Link(id, name),
                CreatedAt = Made.Now.AddMinutes(-minutes),
                User = id == "sample03" ? new Link("user0009", "zoe") : Nina,
                Reference = id == "sample03" ? new Link("plants", "Plant viruses") : new Link("referenc", "Bee viruses"),
            };
            await AddAsync(analysis);
        }

        var page = At<AnalysisList>($"/analyses{query}");
        await ShowsAsync(page, "Start analyses");
        await UntilAsync(() => page.FindAll(".count").ShouldNotBeEmpty());
        return page;
    }
}
