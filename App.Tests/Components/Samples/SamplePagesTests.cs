using Bunit;
using Shouldly;
using Virtool.Components.Samples;
using Virtool.Domain.Analyses;
using Virtool.Domain.Links;
using Virtool.Domain.Quality;
using Virtool.Domain.References;
using Virtool.Domain.Samples;
using Virtool.Domain.Trimming;
using Xunit;

namespace Virtool.App.Tests.Components.Samples;

public sealed class SamplePagesTests : PagesContext
{
    [Fact]
    public async Task A_new_sample_appears_in_the_list_by_itself()
    {
        var list = At<SampleList>("/samples");
        await ShowsAsync(list, "No samples yet");
        await AddAsync(Made.Sample());
        await ShowsAsync(list, "VT-0412", "20,000", "36–151", "91 %", "3 min ago", "1 sample");
    }

    [Fact]
    public async Task The_list_tells_how_many_of_how_many_are_found()
    {
        await AddAsync(Made.Sample());
        await AddAsync(Made.Sample("sample02", "VT-0500"));
        await ShowsAsync(At<SampleList>("/samples?find=0500"), "1 of 2", "VT-0500");
        await ShowsAsync(At<SampleList>("/samples?find=none"), "No sample is found by “none”");
    }

    [Fact]
    public async Task Pairs_are_told_times_two()
    {
        await AddAsync(Made.Sample());
        await ShowsAsync(Show(), "20,000", "10,000 pairs × 2", "44 %", "91 %");
    }

    [Fact]
    public async Task A_failed_sample_stays_with_its_reason()
    {
        await AddAsync(Made.Sample(reads: null) with { State = SampleState.Failed, Error = "The disk is full.", JobId = "job00001" });
        var page = Show();
        await ShowsAsync(page, "This sample could not be made.", "The disk is full.");
        page.FindAll(".title button.primary").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wanted_analysis_says_what_it_waits_for()
    {
        var request = new AnalysisRequest("request1", "pathoscope", new Link("referenc", "Bee viruses"), [], Made.Nina, "Waits for the first index of the reference Bee viruses.");
        await AddAsync(Made.Sample() with { Requested = [request], HasOpenRequests = true });
        await ShowsAsync(Show("?tab=analyses"), "Pathoscope with Bee viruses is wanted.", "Waits for the first index of the reference Bee viruses.");
    }

    [Fact]
    public async Task Analysing_makes_an_analysis_and_its_job()
    {
        await AddAsync(Made.Sample());
        await AddAsync(new Reference { Id = "referenc", Name = "Bee viruses", User = Made.Nina, LatestIndex = new IndexLink("index001", 3) });
        var page = Show();
        await ShowsAsync(page, "20,000");
        await page.InvokeAsync(() => page.FindAll(".title button").Single(button => button.TextContent == "Analyse").ClickAsync(new()));
        await ShowsAsync(page, "Bee viruses", "index v3");
        await page.Find(".form button.primary").ClickAsync(new());
        await UntilAsync(() => page.FindAll("section[aria-labelledby=start-title]").ShouldBeEmpty());
        var analysis = (await Documents<Analysis>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldHaveSingleItem();
        analysis.Reference.Name.ShouldBe("Bee viruses");
        analysis.User.ShouldBe(Made.Nina);
    }

    [Fact]
    public async Task Quality_is_drawn_and_also_in_numbers()
    {
        await AddAsync(Made.Sample());
        await AddAsync(Quality());
        var page = Show("?tab=quality");
        await UntilAsync(() => page.FindAll("figure.chart").Count.ShouldBe(4));
        page.FindAll("figure.chart svg[role=img] desc").Count.ShouldBe(4);
        page.FindAll("figure.chart table").Count.ShouldBe(4);
        await ShowsAsync(page, "The median quality is below 25 at position 2.", "The lower quartile is below 10 at position 2.");
    }

    [Fact]
    public async Task Each_mate_has_its_own_quality_and_another_sample_can_be_laid_over_it()
    {
        await AddAsync(Made.Sample());
        await AddAsync(Made.Sample("sample02", "VT-0500"));
        await AddAsync(Quality() with { Count = 6 });
        await AddAsync(Quality() with { Id = "sample01.1" });
        await AddAsync(Quality() with { Id = "sample01.2", Bases = [[36, 37, 35, 38, 30, 39], [36, 37, 35, 38, 30, 39]] });
        await AddAsync(Quality() with { Id = "sample02", Count = 3_000 });
        var page = Show("?tab=quality&mate=2");
        await ShowsAsync(page, "Both mates together", "Mate 2", "VT-0412: nothing stands out.");
        await page.InvokeAsync(() => page.Find(".sample-pick input").Input("0500"));
        await ShowsAsync(page, "VT-0500");
        await page.InvokeAsync(() => page.Find(".sample-pick li button").Click());
        await ShowsAsync(page, "compared with VT-0500", "VT-0500:", "The median quality is below 25 at position 2.");
        page.FindAll("path.other").Count.ShouldBe(3);
        page.Find("[data-save-chart=png]").GetAttribute("data-file").ShouldBe("VT-0412, mate 2 quality");
    }

    [Fact]
    public async Task A_sample_without_reads_has_a_warning_and_no_charts()
    {
        await AddAsync(Made.Sample(reads: 0) with { Warnings = ["Its file holds no reads."], Library = new LibrarySummary(0, null, null, null, null, null) });
        await AddAsync(new ReadQuality { Id = "sample01" });
        await ShowsAsync(Show("?tab=quality"), "Its file holds no reads.", "There are no reads");
    }

    [Fact]
    public async Task Trimmed_reads_stand_with_the_files_and_are_told_whole_with_their_quality()
    {
        await AddAsync(Made.Sample());
        await AddAsync(Quality());
        await AddAsync(Trimmed("cache001") with { Ready = true, Library = new LibrarySummary(15_000, 35, 151, 44, 0.97, null), Files = [new SampleFile("reads_1.fq.gz", 800, 7_500, "", new SourceFile("", "", 0))] });
        await AddAsync(Trimmed("cache002") with { Parameters = new TrimParameters("pe", 20, 22), CreatedAt = Made.Now.AddHours(-1) });
        await AddAsync(Quality() with { Id = "cache001" });
        var page = Show("?tab=files");
        await ShowsAsync(page, "Trimmed reads", "skewer 0.2.2", "35 bases or more, ends from Q20, mean from Q25", "15,00075 %", "being made", "20 bases or more, cut to 22");
        page.FindAll("a[href='/download/caches/cache001/reads_1.fq.gz']").ShouldHaveSingleItem();
        page.FindAll("figure.chart").ShouldBeEmpty();
        page = Show("?tab=files&trimmed=cache001");
        await ShowsAsync(page, "How they were trimmed", "The two mates of a pair are trimmed together", "10 %", "the reads as they came");
        await UntilAsync(() => page.FindAll("figure.chart").Count.ShouldBe(4));
        await ShowsAsync(Show("?tab=files&trimmed=cache002"), "being made");
    }

    [Fact]
    public void Charts_hold_what_there_is()
    {
        var charts = new QualityCharts(Quality());
        charts.Quality.To.ShouldBe(40);
        charts.Medians.ShouldStartWith("M");
        charts.LengthBars.Count().ShouldBe(2);
        charts.LengthBars.ShouldAllBe(bar => bar.Height > 0 && bar.Width > 0);
    }

    private static TrimmedReads Trimmed(string id) => new()
    {
        Id = id,
        Sample = new Link("sample01", "VT-0412"),
        ReadsVersion = 1,
        Program = "skewer-0.2.2",
        Parameters = new TrimParameters("pe", 35),
        CreatedAt = Made.Now,
        JobId = "job00001",
        Readers = Made.Sample().Readers,
    };

    private static ReadQuality Quality() => new()
    {
        Id = "sample01",
        Count = 3,
        Bases = [[36, 37, 35, 38, 30, 39], [20, 20, 9, 25, 2, 30]],
        Composition = [[25, 25, 25, 25], [10, 40, 30, 20]],
        Sequences = [.. Enumerable.Range(0, 50).Select(mean => mean == 30 ? 3L : 0)],
        Lengths = [[1, 1], [2, 2]],
    };

    private IRenderedComponent<SamplePage> Show(string query = "") =>
        At<SamplePage>($"/samples/sample01{query}", parameters => parameters.Add(page => page.Id, "sample01"));
}
