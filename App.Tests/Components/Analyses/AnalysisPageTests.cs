using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Analyses;
using Virtool.Domain.Analyses;
using Virtool.Domain.Jobs;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Components.Analyses;

public sealed class AnalysisPageTests : PagesContext
{
    [Fact]
    public async Task The_hits_stand_beside_the_evidence_of_the_first()
    {
        var page = await ShowAsync(Made.Analysis());
        await ShowsAsync(page, "Deformed wing virus", "Varroa destructor virus-1", "25 % match a virus", "4 % match the host better", "75 % match no virus", "1 weak hit hidden");
        page.Find(".evidence h2").TextContent.ShouldBe("Deformed wing virus");
        page.FindAll(".evidence figure.coverage").Count.ShouldBe(3);
        page.FindAll(".evidence svg[role=img] title").Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_reassignment_took_away_is_read_in_both_numbers()
    {
        var page = await ShowAsync(Made.Analysis());
        var robbed = page.FindAll("tbody").Single(body => body.TextContent.Contains("Varroa", StringComparison.Ordinal));
        robbed.TextContent.ShouldContain("given away");
        robbed.QuerySelector(".weight")!.GetAttribute("title").ShouldBe("Weight 0.100 before reads were reassigned, 0.0004 after");
    }

    [Fact]
    public async Task A_click_on_a_hit_shows_its_evidence_and_keeps_the_list()
    {
        var page = await ShowAsync(Made.Analysis());
        await page.FindAll("tbody").Single(body => body.TextContent.Contains("Varroa", StringComparison.Ordinal)).ClickAsync(new());
        await UntilAsync(() => page.Find(".evidence h2").TextContent.ShouldBe("Varroa destructor virus-1"));
        page.FindAll("tbody").Count.ShouldBe(2);
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("?hit=vdv");
    }

    [Fact]
    public async Task Weak_hits_are_shown_when_asked_for()
    {
        var page = await ShowAsync(Made.Analysis(), "?show=all");
        await ShowsAsync(page, "Some other virus", "1 weak hit shown");
    }

    [Fact]
    public async Task A_pending_analysis_shows_its_steps_and_then_by_itself_its_result()
    {
        await AddAsync(Made.Job());
        var page = await ShowAsync(Made.Analysis(AnalysisState.Pending, null, null, null), result: null);
        await ShowsAsync(page, "Being made", "Map to isolates", "Maps the reads to every isolate.", "running 40 %");
        await AddAsync(Made.Result());
        await Documents<Analysis>().UpdateAsync("analysis", _ => Made.Analysis(), Cancellation);
        await ShowsAsync(page, "Deformed wing virus", "complete");
    }

    [Fact]
    public async Task No_hits_are_a_result_in_words()
    {
        var page = await ShowAsync(Made.Analysis(kept: 0, removed: 0), result: new AnalysisResult { Id = "analysis" });
        await ShowsAsync(page, "No virus found", "None of the 100,000 reads matches a virus of Bee viruses v3.");
    }

    [Fact]
    public async Task No_reads_are_a_result_in_words()
    {
        var page = await ShowAsync(Made.Analysis(library: 0, kept: 0, removed: 0), result: new AnalysisResult { Id = "analysis" });
        await ShowsAsync(page, "The sample has no reads", "negative control");
    }

    [Fact]
    public async Task A_failed_analysis_says_why_and_leads_to_its_job()
    {
        var page = await ShowAsync(Made.Analysis(AnalysisState.Failed) with { Error = "bowtie2 ran out of memory at 4 GB." }, result: null);
        await ShowsAsync(page, "bowtie2 ran out of memory at 4 GB.");
        page.FindAll("a[href='/jobs/job00001']").ShouldNotBeEmpty();
    }

    [Fact]
    public Task An_unknown_id_is_not_found() =>
        ShowsAsync(At<AnalysisPage>("/analyses/nothing1", parameters => parameters.Add(page => page.Id, "nothing1")), "There is no such analysis");

    private Task<IRenderedComponent<AnalysisPage>> ShowAsync(Analysis analysis, string query = "") => ShowAsync(analysis, Made.Result(), query);

    private async Task<IRenderedComponent<AnalysisPage>> ShowAsync(Analysis analysis, AnalysisResult? result, string query = "")
    {
        await AddAsync(Made.Sample());
        await AddAsync(analysis);
        if (result is not null)
        {
            await AddAsync(result);
        }

        var page = At<AnalysisPage>($"/analyses/analysis{query}", parameters => parameters.Add(page => page.Id, "analysis"));
        await ShowsAsync(page, analysis.Sample.Name);
        return page;
    }
}
