using Bunit;
using Shouldly;
using Virtool.Components.Analyses.Starting;
using Virtool.Domain.Analyses;
using Virtool.Domain.Hmms;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Components.Analyses;

public sealed class StartFormTests : PagesContext
{
    [Fact]
    public async Task The_number_of_jobs_is_said_before_they_are_started()
    {
        await PutAsync("plants", "Plant viruses", hasIndex: true);
        await PutAsync("bees", "Bee viruses", hasIndex: true);
        await AddAsync(Made.Sample());
        await AddAsync(Made.Sample("sample02", "VT-0413"));
        await AddAsync(Made.Sample("sample03", "VT-0414") with { State = SampleState.Failed });
        var page = At<StartPage>("/analyses/start?samples=sample01,sample02,sample03");
        await ShowsAsync(page, "3 samples chosen", "Choose a reference.", "Plant viruses", "Bee viruses");
        await page.FindAll("label.choice").Single(label => label.TextContent.Contains("Plant viruses", StringComparison.Ordinal)).QuerySelector("input")!.ChangeAsync(true);
        await page.FindAll("label.choice").Single(label => label.TextContent.Contains("Bee viruses", StringComparison.Ordinal)).QuerySelector("input")!.ChangeAsync(true);
        await ShowsAsync(page, "3 samples × 2 references: 4 jobs will be started, 2 not.", "The sample could not be made, so it cannot be analysed.", "Start 4 analyses");
        await page.Find("button.primary").ClickAsync();
        await ShowsAsync(page, "4 jobs started, 2 not");
        (await Documents<Analysis>().CountAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldBe(4);
    }

    [Fact]
    public async Task A_reference_without_an_index_cannot_be_chosen_and_the_only_ready_one_is()
    {
        await PutAsync("plants", "Plant viruses", hasIndex: true);
        await PutAsync("bees", "Bee viruses", hasIndex: false);
        var sample = await AddAsync(Made.Sample());
        var form = Render<StartForm>(parameters => parameters.Add(form => form.Samples, [sample]));
        await ShowsAsync(form, "has no index yet", "1 sample × 1 reference: 1 job will be started.");
        form.FindAll("input[type=checkbox][disabled]").Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_click_analyses_as_last_time()
    {
        await PutAsync("plants", "Plant viruses", hasIndex: true);
        await PutAsync("bees", "Bee viruses", hasIndex: true);
        var sample = await AddAsync(Made.Sample());
        await AddAsync(new Virtool.Domain.Users.User { Id = Nina.Id, Handle = Nina.Name, NormalizedHandle = "NINA" });
        await AddAsync(Made.Analysis() with { Reference = new Link("bees", "Bee viruses") });
        var quick = Render<QuickAnalyse>(parameters => parameters.Add(one => one.Sample, sample));
        await UntilAsync(() => quick.Find("button").GetAttribute("title")!.ShouldContain("Bee viruses"));
        await quick.Find("button").ClickAsync();
        var made = (await Documents<Analysis>().FindAsync(Virtool.Data.Queries.Where<Analysis>.IsNot(analysis => analysis.Id, "analysis"), Cancellation)).ShouldHaveSingleItem();
        made.Reference.Id.ShouldBe("bees");
    }

    [Fact]
    public async Task NuVs_is_offered_where_profiles_are_installed_and_done_again_by_one_click()
    {
        await PutAsync("plants", "Plant viruses", hasIndex: true);
        var sample = await AddAsync(Made.Sample());
        await AddAsync(new Virtool.Domain.Users.User { Id = Nina.Id, Handle = Nina.Name, NormalizedHandle = "NINA" });
        var form = Render<StartForm>(parameters => parameters.Add(form => form.Samples, [sample]));
        await ShowsAsync(form, "NuVs needs profiles, and none are installed.", "1 job will be started");
        form.FindAll("input[name=workflow]")[1].HasAttribute("disabled").ShouldBeTrue();

        await AddAsync(new HmmStatus { Id = HmmStatus.OnlyId, Installed = true, Set = "set00001", Count = 3 });
        await UntilAsync(() => form.FindAll("input[name=workflow]")[1].HasAttribute("disabled").ShouldBeFalse());
        await form.FindAll("input[name=workflow]")[1].ChangeAsync(true);
        form.Markup.ShouldNotContain("Map the whole library");
        await ShowsAsync(form, "1 job will be started");
        await form.Find("button.primary").ClickAsync();
        var made = (await Documents<Analysis>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldHaveSingleItem();
        made.Workflow.ShouldBe(AnalysisService.Nuvs);

        var quick = Render<QuickAnalyse>(parameters => parameters.Add(one => one.Sample, sample));
        await UntilAsync(() => quick.Find("button").GetAttribute("title")!.ShouldStartWith("NuVs with Plant viruses"));
    }

    private Task<Reference> PutAsync(string id, string name, bool hasIndex) =>
        AddAsync(new Reference { Id = id, Name = name, User = Nina, LatestIndex = hasIndex ? new IndexLink($"{id}index", 3) : null });
}
