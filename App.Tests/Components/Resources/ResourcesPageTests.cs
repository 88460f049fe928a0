using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Jobs;
using Virtool.Components.Resources;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Jobs.Usage;
using Xunit;

namespace Virtool.App.Tests.Components.Resources;

public sealed class ResourcesPageTests : PagesContext
{
    private const long Gigabyte = 1L << 30;

    [Fact]
    public async Task What_runs_stands_with_what_it_holds_and_what_waits_with_its_reason()
    {
        await AddAsync(Made.Job() with { TimeLimit = 24 });
        await AddAsync(Made.Job(JobState.Waiting) with { Id = "job00002", Reason = "Waits for 8 GB of memory; 3 GB is free.", ExpectedAt = Time.GetUtcNow().AddMinutes(12) });
        var page = At<ResourcesPage>("/resources");
        await ShowsAsync(page, "8 in the machine", "Pathoscope", "/ 2", "/ 4 GB", "/ 24 h", "Waits for 8 GB of memory; 3 GB is free.", "about 12 min");
        await Documents<Job>().UpdateAsync("job00001", job => job with { State = JobState.Complete }, Cancellation);
        await ShowsAsync(page, "No job runs that you may see.");
    }

    [Fact]
    public async Task The_gauges_follow_each_sample_and_the_limits()
    {
        var history = Services.GetRequiredService<UsageHistory>();
        var page = At<ResourcesPage>("/resources");
        await ShowsAsync(page, "0 held, of 8 that jobs may take");
        history.Held(3, 5);
        history.Take();
        await ShowsAsync(page, "3 held, of 8 that jobs may take; 8 in the machine", "5 GB held, of 15 GB that jobs may take; 16 GB in the machine");
        await AddAsync(new ServerSettings { Id = ServerSettings.OnlyId, Limits = new JobLimits { Proc = 6 } });
        await ShowsAsync(page, "3 held, of 6 that jobs may take; 8 in the machine");
    }

    [Fact]
    public async Task The_last_hour_is_drawn_with_its_numbers_beside()
    {
        var history = Services.GetRequiredService<UsageHistory>();
        for (var sample = 0; sample < 30; sample++)
        {
            Time.Advance(TimeSpan.FromSeconds(2));
            history.Take();
        }

        var page = At<ResourcesPage>("/resources");
        await ShowsAsync(page, "Cores over the last hour", "Memory over the last hour");
        page.FindAll("figure.chart table tbody tr").Count.ShouldBe(2);
        page.Find("figure.chart desc").TextContent.ShouldContain("of 8.");
    }

    [Fact]
    public async Task Of_jobs_that_one_may_not_see_only_cores_and_memory_are_told()
    {
        SignIn(new Viewer("user0002", "bob", Administrator: false, new HashSet<Permission>()));
        await AddAsync(Made.Job() with { Readers = [Principals.User(Made.Nina.Id)] });
        var history = Services.GetRequiredService<UsageHistory>();
        history.Held(2, 4);
        history.Take();
        var page = At<ResourcesPage>("/resources");
        await ShowsAsync(page, "No job runs that you may see.", "2 held");
        page.Markup.ShouldNotContain("VT-0412");
        page.FindAll(".gauge .job-others").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Of_a_strangers_job_stand_workflow_state_cores_and_memory_and_no_name()
    {
        SignIn(new Viewer("user0002", "bob", Administrator: false, new HashSet<Permission>()));
        await AddAsync(Made.Job() with { Readers = [Principals.User(Made.Nina.Id)] });
        await AddAsync(Made.Job(JobState.Waiting) with { Id = "job00002", Proc = 3, Mem = 7, Reason = "Waits for VT-0412.", Readers = [Principals.User(Made.Nina.Id)] });
        var page = At<ResourcesPage>("/resources");
        await ShowsAsync(page, "somebody else's", "running", "/ 2", "/ 4 GB");
        var waiting = page.FindAll("section[aria-labelledby=queue] tbody tr").ShouldHaveSingleItem();
        waiting.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ShouldBe(["Pathoscope", "somebody else's", "3", "7", "", "", ""]);
        foreach (var name in new[] { "VT-0412", "nina", "job00001", "job00002" })
        {
            page.Markup.ShouldNotContain(name);
        }

        await Documents<Job>().UpdateAsync("job00002", job => job with { Readers = [Principals.Everyone] }, Cancellation);
        await ShowsAsync(page, "Waits for VT-0412.");
    }

    [Fact]
    public void Each_jobs_share_is_told_apart_from_that_of_others()
    {
        var mine = Made.Job();
        var sample = new UsageSample(
            Made.Now, 6, 5, 12 * Gigabyte, 9 * Gigabyte, 6, 12, [new JobUsage(mine.Id, 1.5, 3 * Gigabyte, 4 * Gigabyte), new JobUsage("job00009", 3.5, 6 * Gigabyte, 7 * Gigabyte)]);
        var held = HeldJobs.Of([mine], sample);
        held.Rows.ShouldHaveSingleItem().Usage!.PeakMemory.ShouldBe(4 * Gigabyte);
        held.Others.ShouldBe((4, 8, 3.5, 6 * Gigabyte));
        held.Cores.Select(part => (part.Held, part.Used)).ShouldBe([(2, 1.5), (4, 3.5)]);
        held.Memory.Select(part => (part.Held, part.Used)).ShouldBe([(4, 3), (8, 6)]);
    }

    [Fact]
    public async Task A_job_that_is_over_shows_the_most_memory_that_it_held()
    {
        await AddAsync(Made.Job(JobState.Complete) with { Steps = [new JobStep("map_isolates", "Map to isolates", Made.Now, Made.Now, 0, null, 3, 3 * Gigabyte / 2)] });
        await ShowsAsync(At<JobPage>("/jobs/job00001", parameters => parameters.Add(page => page.Id, "job00001")), "1.5 GB at most, of the 4 GB that it held");
    }
}
