using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Analyses.Starting;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Hmms;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Samples;
using Virtool.Domain.Users;
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
        (await Documents<Analysis>().CountAsync(Filter.All, Cancellation)).ShouldBe(4);
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
    public async Task One_click_analyses_with_the_reference_of_last_time()
    {
        await PutAsync("plants", "Plant viruses", hasIndex: true);
        await PutAsync("bees", "Bee viruses", hasIndex: true);
        var sample = await AddAsync(Made.Sample());
        await PreferAsync(new Preferences());
        await AddAsync(Made.Analysis() with { Reference = new Link("bees", "Bee viruses") });
        var quick = Render<QuickAnalyse>(parameters => parameters.Add(one => one.Sample, sample));
        await UntilAsync(() => quick.Find("button").GetAttribute("title")!.ShouldContain("Bee viruses"));
        await quick.Find("button").ClickAsync();
        var made = (await Documents<Analysis>().FindAsync(Where<Analysis>.IsNot(analysis => analysis.Id, "analysis"), Cancellation)).ShouldHaveSingleItem();
        made.Reference.Id.ShouldBe("bees");
    }

    [Fact]
    public async Task NuVs_is_offered_where_profiles_are_installed()
    {
        await PutAsync("plants", "Plant viruses", hasIndex: true);
        var sample = await AddAsync(Made.Sample());
        var form = Render<StartForm>(parameters => parameters.Add(form => form.Samples, [sample]));
        await ShowsAsync(form, "NuVs needs profiles, and none are installed.", "1 job will be started");
        form.FindAll("input[name=workflow]")[1].HasAttribute("disabled").ShouldBeTrue();

        await AddAsync(Profiles);
        await UntilAsync(() => form.FindAll("input[name=workflow]")[1].HasAttribute("disabled").ShouldBeFalse());
        await form.FindAll("input[name=workflow]")[1].ChangeAsync(true);
        form.Markup.ShouldNotContain("Map the whole library");
        await ShowsAsync(form, "1 job will be started");
        await form.Find("button.primary").ClickAsync();
        (await MadeAsync()).Workflow.ShouldBe(AnalysisService.Nuvs);
    }

    [Fact]
    public async Task One_click_analyses_by_the_workflow_that_the_user_prefers()
    {
        await PutAsync("plants", "Plant viruses", hasIndex: true);
        var sample = await AddAsync(Made.Sample());
        await AddAsync(Profiles);
        await PreferAsync(new Preferences());
        var quick = Render<QuickAnalyse>(parameters => parameters.Add(one => one.Sample, sample));
        await UntilAsync(() => quick.Find("button").GetAttribute("title")!.ShouldStartWith("Pathoscope with Plant viruses"));

        await Documents<User>().UpdateAsync(Nina.Id, user => user with { Preferences = new Preferences(QuickAnalyzeWorkflow: AnalysisService.Nuvs) }, Cancellation);
        await UntilAsync(() => quick.Find("button").GetAttribute("title")!.ShouldStartWith("NuVs with Plant viruses"));
        await quick.Find("button").ClickAsync();
        (await MadeAsync()).Workflow.ShouldBe(AnalysisService.Nuvs);
    }

    [Fact]
    public async Task Who_wants_to_be_asked_is_asked_with_the_preferred_workflow_chosen()
    {
        await PutAsync("plants", "Plant viruses", hasIndex: true);
        var sample = await AddAsync(Made.Sample());
        await AddAsync(Profiles);
        await PreferAsync(new Preferences(SkipQuickAnalyzeDialog: false, QuickAnalyzeWorkflow: AnalysisService.Nuvs));
        var quick = Render<QuickAnalyse>(parameters => parameters.Add(one => one.Sample, sample));
        await UntilAsync(() => quick.Find("button").GetAttribute("title")!.ShouldEndWith("you are asked first"));
        await quick.Find("button").ClickAsync();
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("/analyses/start?samples=sample01");

        var form = Render<StartForm>(parameters => parameters.Add(form => form.Samples, [sample]));
        await ShowsAsync(form, "1 job will be started");
        form.FindAll("input[name=workflow]")[1].HasAttribute("checked").ShouldBeTrue();
    }

    [Fact]
    public async Task Who_prefers_NuVs_is_asked_where_no_profiles_are_installed()
    {
        await PutAsync("plants", "Plant viruses", hasIndex: true);
        var sample = await AddAsync(Made.Sample());
        await PreferAsync(new Preferences(QuickAnalyzeWorkflow: AnalysisService.Nuvs));
        var quick = Render<QuickAnalyse>(parameters => parameters.Add(one => one.Sample, sample));
        await UntilAsync(() => quick.Find("button").GetAttribute("title")!.ShouldStartWith("NuVs needs profiles, and none are installed"));
        await quick.Find("button").ClickAsync();
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("/analyses/start?samples=sample01");
        (await Documents<Analysis>().CountAsync(Filter.All, Cancellation)).ShouldBe(0);
    }

    private static HmmStatus Profiles => new() { Id = HmmStatus.OnlyId, Installed = true, Set = "set00001", Count = 3 };

    private Task<User> PreferAsync(Preferences preferences) =>
        AddAsync(new User { Id = Nina.Id, Handle = Nina.Name, NormalizedHandle = "NINA", Preferences = preferences });

    private async Task<Analysis> MadeAsync() => (await Documents<Analysis>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem();

    private Task<Reference> PutAsync(string id, string name, bool hasIndex) =>
        AddAsync(new Reference { Id = id, Name = name, User = Nina, LatestIndex = hasIndex ? new IndexLink($"{id}index", 3) : null });
}
