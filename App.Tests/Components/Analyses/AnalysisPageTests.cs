using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Analyses;
using Virtool.Domain.Analyses;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Trimming;
using Xunit;

namespace Virtool.App.Tests.Components.Analyses;

public sealed class AnalysisPageTests : PagesContext
{
    [Fact]
    public async Task The_hits_stand_beside_the_evidence_of_the_first()
    {
        var page = await ShowAsync(Made.Analysis());
        await ShowsAsync(page, "Deformed wing virus", "Varroa destructor virus-1", "Match a virus", "25,000", "25 % of all", "4 % of these", "75 % of all: host and others, not mapped to the host", "1 weak hit hidden", "Removed by reassignment");
        page.Find(".evidence h2").TextContent.ShouldBe("Deformed wing virus");
        page.FindAll(".evidence figure.coverage").Count.ShouldBe(3);
        page.FindAll(".evidence .plot[role=group]").ShouldAllBe(plot => plot.GetAttribute("data-coverage")!.StartsWith("/api/analyses/analysis/depths/s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_reassignment_took_away_is_read_in_both_numbers()
    {
        var page = await ShowAsync(Made.Analysis());
        var robbed = page.FindAll(".hits tbody").Single(body => body.TextContent.Contains("Varroa", StringComparison.Ordinal));
        robbed.TextContent.ShouldContain("given away");
        robbed.QuerySelector(".weight")!.GetAttribute("title").ShouldBe("Weight 0.100 before reads were reassigned, 0.0004 after");
    }

    [Fact]
    public async Task A_click_on_a_hit_shows_its_evidence_and_keeps_the_list()
    {
        var page = await ShowAsync(Made.Analysis());
        await page.FindAll(".hits tbody").Single(body => body.TextContent.Contains("Varroa", StringComparison.Ordinal)).ClickAsync(new());
        await UntilAsync(() => page.Find(".evidence h2").TextContent.ShouldBe("Varroa destructor virus-1"));
        page.FindAll(".hits tbody a[data-hit]").Count.ShouldBe(2);
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
    public async Task The_lab_gives_its_verdict_and_earlier_ones_stay()
    {
        await AddAsync(Found());
        var page = await ShowAsync(Made.Analysis());
        await UntilAsync(() => page.Find(".verdict .give"));
        await GiveAsync(page, "Confirm", "seen by PCR too");
        await ShowsAsync(page, "confirmed", "seen by PCR too");
        await GiveAsync(page, "Reject", "the PCR was contaminated");
        await ShowsAsync(page, "rejected", "1 earlier verdict", "the PCR was contaminated");
        page.FindAll(".hits th .badge").ShouldContain(badge => badge.TextContent.Contains("rejected", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_not_change_the_sample_gives_no_verdict_and_removes_nothing()
    {
        SignIn(new Viewer("user0009", "zoe", false, new HashSet<Permission>()));
        await AddAsync(Found());
        var page = await ShowAsync(Made.Analysis());
        await ShowsAsync(page, "None yet.");
        page.FindAll(".verdict .give").ShouldBeEmpty();
        page.FindAll(".actions button").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_internal_control_earlier_reads_and_an_axis_by_logarithm_are_told()
    {
        await AddAsync(Found() with { InternalControl = new Link("pcv", "Phage control"), InternalControlFound = false });
        await AddAsync(Made.Sample() with { ReadsVersion = 2 });
        await AddAsync(Made.Analysis());
        await AddAsync(Made.Result());
        var page = At<AnalysisPage>("/analyses/analysis?depth=log&scale=own", parameters => parameters.Add(page => page.Id, "analysis"));
        await ShowsAsync(page, "The internal control Phage control was not found.", "The sample's reads were replaced since.");
        await UntilAsync(() => page.FindAll(".plot[data-log=true]").Count.ShouldBe(3));
    }

    [Fact]
    public async Task What_the_negative_control_of_the_run_has_too_is_marked()
    {
        var control = Made.Sample("sample02", "Water") with { Run = new RunPlace("run7"), Control = new SampleControl(ControlKind.Negative) };
        await AddAsync(control);
        await AddAsync(Made.Analysis() with { Id = "analysi2", Sample = new Link(control.Id, control.Name) });
        await AddAsync(Found() with { Id = "analysi2" });
        await AddAsync(Made.Sample() with { Run = new RunPlace("run7") });
        await AddAsync(Made.Analysis());
        await AddAsync(Found());
        await AddAsync(Made.Result());
        var page = At<AnalysisPage>("/analyses/analysis", parameters => parameters.Add(page => page.Id, "analysis"));
        await ShowsAsync(page, "in negative control", "The negative control Water of the run has it too", "See Water");
    }

    [Fact]
    public async Task Trimmed_reads_are_linked_as_long_as_they_are_kept()
    {
        var page = await ShowAsync(Made.Analysis() with { CacheId = "sample01-abc" });
        await ShowsAsync(page, "no longer kept");
        page.FindAll("a[href*='trimmed=']").ShouldBeEmpty();

        await AddAsync(new TrimmedReads
        {
            Id = "sample01-abc", Sample = new Link("sample01", "VT-0412"), Program = "skewer-0.2.2", Parameters = new TrimParameters("pe", 20), JobId = "job00001", Ready = true, Readers = RightsRules.Everyone,
        });
        await UntilAsync(() => page.Find("a[href='/samples/sample01?tab=files&trimmed=sample01-abc']").TextContent.ShouldBe("Parameters and quality"));
        page.Markup.ShouldNotContain("no longer kept");
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

    private static AnalysisViruses Found() => new()
    {
        Id = "analysis",
        RuleVersion = 1,
        Viruses = [new FoundVirus("dwv", "Deformed wing virus", "DWV") { Weight = 0.9996, Initial = 0.9, Reads = 23_990, Coverage = 1, MedianDepth = 10, Depth = 10, Length = 1000, Trust = Trust.Strong, Reason = "100 % of the genome is covered." }],
    };

    private static async Task GiveAsync(IRenderedComponent<AnalysisPage> page, string verb, string note)
    {
        await page.InvokeAsync(() => page.Find(".verdict input").InputAsync(note));
        await page.InvokeAsync(() => page.FindAll(".verdict .give button").Single(button => button.TextContent == verb).ClickAsync());
    }
}
