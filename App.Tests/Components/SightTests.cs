using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Analyses;
using Virtool.Components.Files;
using Virtool.Components.Home;
using Virtool.Components.Jobs;
using Virtool.Components.Samples;
using Virtool.Components.Shell;
using Virtool.Data.Live;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Quality;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Components;

/// <summary>What comes into sight and goes out of it while pages are open.</summary>
public sealed class SightTests : PagesContext
{
    private static readonly Viewer Bob = new("user0002", "bob", Administrator: false, new HashSet<Permission>());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        SignIn(Bob);
        await AddAsync(Made.Sample());
        await AddAsync(new ReadQuality { Id = "sample01" });
        await AddAsync(Made.Analysis());
        await AddAsync(Made.Result());
        await AddAsync(Made.Job());
    }

    [Fact]
    public async Task Who_loses_sight_of_a_sample_sees_it_go_from_lists_and_totals_and_come_back()
    {
        await AddAsync(Made.Sample("sample02", "VT-0500"));
        var list = At<SampleList>("/samples");
        await ShowsAsync(list, "VT-0412", "VT-0500", "2 samples");
        await ShareAsync(false);
        await UntilAsync(() => list.Markup.ShouldNotContain("VT-0412"));
        await ShowsAsync(list, "VT-0500", "1 sample");
        await ShareAsync(true);
        await ShowsAsync(list, "VT-0412", "2 samples");
    }

    [Fact]
    public async Task Beyond_the_window_the_total_falls_too()
    {
        for (var number = 10; number < 40; number++)
        {
            await AddAsync(Made.Sample($"sample{number}", $"VT-{number}") with { CreatedAt = Made.Now.AddMinutes(number) });
        }

        var list = At<SampleList>("/samples");
        await ShowsAsync(list, "31 samples", "VT-39");
        await ShareAsync(false);
        await ShowsAsync(list, "30 samples");
        await ShareAsync(true);
        await ShowsAsync(list, "31 samples");
    }

    [Fact]
    public async Task An_open_page_says_that_there_is_no_such_thing_any_more()
    {
        var sample = At<SamplePage>("/samples/sample01", parameters => parameters.Add(page => page.Id, "sample01"));
        var analysis = At<AnalysisPage>("/analyses/analysis", parameters => parameters.Add(page => page.Id, "analysis"));
        var job = At<JobPage>("/jobs/job00001", parameters => parameters.Add(page => page.Id, "job00001"));
        await ShowsAsync(sample, "VT-0412");
        await ShowsAsync(analysis, "VT-0412", "Deformed wing virus");
        await ShowsAsync(job, "VT-0412");
        await ShareAsync(false);
        await ShowsAsync(sample, "There is no such sample");
        await ShowsAsync(analysis, "There is no such analysis");
        await ShowsAsync(job, "There is no such job");
        foreach (var markup in new[] { sample.Markup, analysis.Markup, job.Markup })
        {
            markup.ShouldNotContain("VT-0412");
            markup.ShouldNotContain("Deformed wing virus");
        }

        await ShareAsync(true);
        await ShowsAsync(sample, "VT-0412");
        await ShowsAsync(analysis, "VT-0412", "Deformed wing virus");
        await ShowsAsync(job, "VT-0412");
    }

    [Fact]
    public async Task A_page_of_what_is_not_to_be_seen_shows_all_of_it_once_it_is()
    {
        await ShareAsync(false);
        var sample = At<SamplePage>("/samples/sample01?tab=quality", parameters => parameters.Add(page => page.Id, "sample01"));
        await ShowsAsync(sample, "There is no such sample");
        await ShareAsync(true);
        await ShowsAsync(sample, "VT-0412", "There are no reads");

        await ShareAsync(false);
        var analysis = At<AnalysisPage>("/analyses/analysis", parameters => parameters.Add(page => page.Id, "analysis"));
        await ShowsAsync(analysis, "There is no such analysis");
        await ShareAsync(true);
        await ShowsAsync(analysis, "VT-0412", "Deformed wing virus");
    }

    [Fact]
    public async Task Who_is_given_rights_sees_more_on_the_pages_that_are_open_and_who_loses_them_less()
    {
        await ShareAsync(false);
        await AddAsync(new StoredFile { Id = "file0001", Name = "VT-0412.fq.gz", Ready = true, Readers = [Principals.User(Nina.Id)] });
        var home = At<HomePage>("/");
        var running = Render<RunningJobs>();
        var samples = At<SampleList>("/samples");
        var files = At<StoredPage>("/files/stored");
        var job = At<JobPage>("/jobs/job00001", parameters => parameters.Add(page => page.Id, "job00001"));
        await ShowsAsync(home, "No sample yet.", "No analysis yet.", "Nothing runs now.");
        await ShowsAsync(running, "0 running");
        await ShowsAsync(samples, "No samples yet");

        SignIn(Bob with { Administrator = true });
        await ShowsAsync(home, "VT-0412");
        await ShowsAsync(running, "1 running", "VT-0412");
        await ShowsAsync(samples, "VT-0412", "1 sample");
        await ShowsAsync(files, "VT-0412.fq.gz");
        await ShowsAsync(job, "VT-0412", "Cancel");

        SignIn(Bob);
        await ShowsAsync(home, "No sample yet.", "No analysis yet.", "Nothing runs now.");
        await ShowsAsync(running, "0 running");
        await ShowsAsync(samples, "No samples yet");
        await ShowsAsync(job, "There is no such job");
        foreach (var markup in new[] { home.Markup, running.Markup, samples.Markup, files.Markup, job.Markup })
        {
            markup.ShouldNotContain("VT-0412");
        }
    }

    [Fact]
    public async Task A_member_of_a_group_sees_what_the_group_may_see()
    {
        await Services.GetRequiredService<SampleAccess>().ChangeAsync(
            Viewer.Server, "sample01", _ => [new Virtool.Domain.Rights.Access(Principals.Group("virology"), [Right.Read])], Cancellation);
        var samples = At<SampleList>("/samples");
        await ShowsAsync(samples, "No samples yet");
        SignIn(Bob with { Groups = ["virology"] });
        await ShowsAsync(samples, "VT-0412");
        var sample = At<SamplePage>("/samples/sample01", parameters => parameters.Add(page => page.Id, "sample01"));
        await ShowsAsync(sample, "VT-0412");
        SignIn(Bob);
        await ShowsAsync(sample, "There is no such sample");
        await ShowsAsync(samples, "No samples yet");
        samples.Markup.ShouldNotContain("VT-0412");
    }

    [Fact]
    public async Task Analysing_is_offered_to_who_may_change_the_sample_with_the_references_that_they_see()
    {
        await AddAsync(new Reference { Id = "referenc", Name = "Bee viruses", User = Made.Nina, LatestIndex = new IndexLink("index001", 3), Readers = RightsRules.Everyone });
        await AddAsync(new Reference { Id = "refother", Name = "Unpublished viruses", User = Made.Nina, LatestIndex = new IndexLink("index002", 3) });
        var page = At<SamplePage>("/samples/sample01", parameters => parameters.Add(one => one.Id, "sample01"));
        await ShowsAsync(page, "VT-0412");
        page.FindAll(".title button").ShouldBeEmpty();
        await ChangeAsync([Right.Read, Right.Write]);
        await UntilAsync(() => page.FindAll(".title .button.primary").ShouldHaveSingleItem());
        await page.Find(".title .button.primary").ClickAsync(new());
        await ShowsAsync(page, "Bee viruses");
        page.Markup.ShouldNotContain("Unpublished viruses");
        await ChangeAsync([Right.Read]);
        await UntilAsync(() => page.FindAll(".title button, .form").ShouldBeEmpty());
    }

    [Fact]
    public async Task Pages_that_were_told_often_who_looks_keep_one_window_a_question()
    {
        var samples = At<SampleList>("/samples");
        await ShowsAsync(samples, "VT-0412");
        var open = Services.GetRequiredService<LiveWindows>().Count;
        for (var round = 0; round < 5; round++)
        {
            SignIn(Bob with { Administrator = round % 2 == 0 });
        }

        await ShowsAsync(samples, "VT-0412");
        Services.GetRequiredService<LiveWindows>().Count.ShouldBe(open);
    }

    private Task ShareAsync(bool shared) => ChangeAsync(shared ? [Right.Read] : []);

    private Task ChangeAsync(Right[] everyone) => Services.GetRequiredService<SampleAccess>().ChangeAsync(
        Viewer.Server, "sample01", _ => [new Virtool.Domain.Rights.Access(Principals.Everyone, everyone)], Cancellation);
}
