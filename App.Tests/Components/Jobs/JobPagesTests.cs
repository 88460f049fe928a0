using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Jobs;
using Virtool.Components.Shell;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Logs;
using Xunit;

namespace Virtool.App.Tests.Components.Jobs;

public sealed class JobPagesTests : PagesContext
{
    [Fact]
    public async Task A_job_moves_on_by_itself()
    {
        await AddAsync(Made.Job());
        var page = Show();
        await ShowsAsync(page, "running 40 %", "Map to isolates", "2", "4 GB");
        await Documents<Job>().UpdateAsync("job00001", job => job with { Progress = 0.8, Stage = "pathoscope" }, Cancellation);
        await ShowsAsync(page, "running 80 %");
    }

    [Fact]
    public async Task The_log_grows_as_it_is_written()
    {
        await AddAsync(Made.Job());
        var log = Services.GetRequiredService<JobLog>();
        await log.WriteAsync("job00001", 1, "map_isolates", "20000 reads", Cancellation);
        var page = Show();
        await ShowsAsync(page, "20000 reads");
        page.Find("[role=log]").ShouldNotBeNull();
        await log.WriteAsync("job00001", 1, "map_isolates", "49.1% aligned", Cancellation);
        await UntilAsync(() => page.Find("[role=log]").TextContent.ShouldContain("49.1% aligned"));
    }

    [Fact]
    public async Task Cancelling_is_asked_once_more_and_then_wanted()
    {
        await AddAsync(Made.Job());
        var page = Show();
        await UntilAsync(() => page.Find(".actions button").TextContent.ShouldBe("Cancel"));
        await page.Find(".actions button").ClickAsync(new());
        page.Find(".actions button").TextContent.ShouldBe("Cancel it");
        await page.Find(".actions button").ClickAsync(new());
        await ShowsAsync(page, "being cancelled");
        (await Documents<Job>().GetAsync("job00001", Cancellation))!.CancelRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_may_not_cancel_sees_no_button()
    {
        SignIn(administrator: false);
        await AddAsync(Made.Job());
        var page = Show();
        await ShowsAsync(page, "Reassign");
        page.FindAll(".actions button").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failed_job_gives_the_sentence_and_the_last_words()
    {
        await AddAsync(Made.Job(JobState.Error) with { Error = new JobError("tool_failed", "bowtie2 could not read the index.", ["Error: reads file does not look like FASTQ"]) });
        await ShowsAsync(Show(), "bowtie2 could not read the index.", "Error: reads file does not look like FASTQ");
    }

    [Fact]
    public async Task The_list_is_narrowed_by_state_and_search()
    {
        await AddAsync(Made.Job() with { Search = "pathoscope vt-0412" });
        await AddAsync(Made.Job(JobState.Waiting) with { Id = "job00002", Reason = "Waits for 8 GB of memory; 3 GB is free.", Search = "build_index" });
        await ShowsAsync(At<JobList>("/jobs"), "2 jobs", "Waits for 8 GB of memory; 3 GB is free.");
        await ShowsAsync(At<JobList>("/jobs?state=waiting"), "1 of 2 jobs");
        await ShowsAsync(At<JobList>("/jobs?find=0412"), "1 of 2 jobs", "VT-0412 / Bee viruses");
        await ShowsAsync(At<JobList>("/jobs?find=nowhere"), "No job is found");
    }

    [Fact]
    public async Task What_runs_is_seen_from_any_page()
    {
        var menu = Render<RunningJobs>();
        await ShowsAsync(menu, "0 running", "Nothing runs now.");
        await AddAsync(Made.Job());
        await ShowsAsync(menu, "1 running", "VT-0412 / Bee viruses");
        menu.Find("progress").GetAttribute("value").ShouldBe("40");
    }

    [Fact]
    public Task A_missing_tool_is_named() => ShowsAsync(Render<MissingTools>(), $"The program {PlainWorkflow.MissingTool} is not on this machine");

    private IRenderedComponent<JobPage> Show() => At<JobPage>("/jobs/job00001", parameters => parameters.Add(page => page.Id, "job00001"));
}
