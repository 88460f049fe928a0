using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Jobs;
using Virtool.Components.Shell;
using Virtool.Data.Queries;
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

    [Fact]
    public async Task A_job_that_ran_out_of_memory_is_started_again_with_what_is_offered_after_being_asked()
    {
        await AddAsync(Made.Job());
        var page = Show();
        await ShowsAsync(page, "running");
        await Documents<Job>().UpdateAsync(
            "job00001", job => job with { State = JobState.Error, Retryable = true, Error = new JobError("out_of_memory", "It ran out of its 4 GB.", [], 8) }, Cancellation);
        await UntilAsync(() => page.Find(".actions button").TextContent.ShouldBe("Retry with 8 GB"));
        await page.Find(".actions button").ClickAsync(new());
        page.FindAll(".actions button").Select(button => button.TextContent).ShouldBe(["Start it again", "Leave it"]);
        await page.Find(".actions button").ClickAsync(new());
        await ShowsAsync(page, "waiting");
        var job = (await Documents<Job>().GetAsync("job00001", Cancellation))!;
        (job.State, job.WantedMem).ShouldBe((JobState.Waiting, 8));
    }

    [Fact]
    public async Task A_job_is_removed_from_its_page_which_goes_back_to_the_list()
    {
        await AddAsync(Made.Job(JobState.Complete));
        var page = Show();
        await UntilAsync(() => page.Find(".actions button").TextContent.ShouldBe("Remove"));
        await page.Find(".actions button").ClickAsync(new());
        await page.Find(".actions button").ClickAsync(new());
        await UntilAsync(() => Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("/jobs"));
        (await Documents<Job>().GetAsync("job00001", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_waiting_job_says_why_and_until_about_when_and_its_turn_can_be_changed()
    {
        await AddAsync(Made.Job(JobState.Waiting) with { Reason = "Waits for 8 GB of memory; 3 GB is free.", ExpectedAt = Time.GetUtcNow().AddMinutes(12) });
        var page = Show();
        await ShowsAsync(page, "Waits for 8 GB of memory; 3 GB is free.", "about 12 min", "as it was submitted");
        await page.Find(".priority select").ChangeAsync("3");
        (await Documents<Job>().GetAsync("job00001", Cancellation))!.Priority.ShouldBe(3);
        Time.Advance(TimeSpan.FromMinutes(20));
        await ShowsAsync(page, "soon");
    }

    [Fact]
    public async Task What_is_over_is_cleared_by_kind_with_its_count()
    {
        await AddAsync(Made.Job());
        await AddAsync(Made.Job(JobState.Complete) with { Id = "job00002" });
        await AddAsync(Made.Job(JobState.Complete) with { Id = "job00003" });
        await AddAsync(Made.Job(JobState.Error) with { Id = "job00004" });
        var page = At<JobList>("/jobs");
        await ShowsAsync(page, "4 jobs", "Clear finished");
        await page.FindAll(".title .float button").Single(button => button.TextContent == "Complete2").ClickAsync(new());
        page.FindAll(".title button").Select(button => button.TextContent).ShouldBe(["Remove 2 jobs", "Keep them"]);
        await page.Find(".title button").ClickAsync(new());
        await ShowsAsync(page, "2 jobs were removed.");
        (await Documents<Job>().FindAsync(Filter.All, Cancellation)).Select(job => job.Id).ShouldBe(["job00001", "job00004"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_list_is_narrowed_by_workflow_and_user_in_its_address()
    {
        await AddAsync(Made.Job());
        await AddAsync(Made.Job() with { Id = "job00002", Task = "build_index", User = new("user0002", "bob") });
        var page = At<JobList>("/jobs?workflow=build_index");
        await ShowsAsync(page, "1 of 2 jobs", "Build index");
        await ShowsAsync(At<JobList>("/jobs?user=bob"), "1 of 2 jobs");
        await page.FindAll("select")[0].ChangeAsync("pathoscope");
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("/jobs?user=bob&workflow=pathoscope");
    }

    [Fact]
    public async Task Steps_and_arguments_of_a_job_tell_what_it_took_and_lead_on()
    {
        await AddAsync(Made.Job(JobState.Complete) with
        {
            TimeLimit = 24,
            FinishedAt = Made.Now,
            Args = new() { ["sample_id"] = "sample01", ["ref_id"] = "referenc" },
            Steps = [new JobStep("map_isolates", "Map to isolates", Made.Now.AddSeconds(-60), Made.Now, 0, new Dictionary<string, string> { ["bowtie2"] = "2.5.0" }, 83, 3L << 29)],
        });
        var page = Show();
        await ShowsAsync(page, "bowtie2 2.5.0 · exit status 0 · 1 min 23 s of CPU · 1.5 GB of memory at most", "of 24 h");
        page.Find("dl.facts a").GetAttribute("href").ShouldBe("/samples/sample01");
    }

    [Fact]
    public async Task The_log_begins_with_its_end_and_earlier_lines_are_fetched()
    {
        await AddAsync(Made.Job(JobState.Complete));
        await Services.GetRequiredService<JobLog>().WriteAsync("job00001", 1, "map_isolates", string.Join('\n', Enumerable.Range(1, 900).Select(number => $"line {number}.")), Cancellation);
        var page = Show();
        await ShowsAsync(page, "line 900.");
        page.Find("[role=log]").TextContent.ShouldNotContain("line 400.");
        await page.Find(".earlier").ClickAsync(new());
        page.Find("[role=log]").TextContent.ShouldContain("line 1.");
        page.FindAll(".earlier").ShouldBeEmpty();
        page.Find("a[download]").GetAttribute("href").ShouldBe("/api/jobs/job00001/log");
    }

    [Fact]
    public async Task The_log_is_searched_and_paused_while_it_grows()
    {
        await AddAsync(Made.Job());
        var log = Services.GetRequiredService<JobLog>();
        await log.WriteAsync("job00001", 1, "map_isolates", "20000 reads\nWarning: short read", Cancellation);
        var page = Show();
        await ShowsAsync(page, "20000 reads");
        var typing = page.Find(".log-does input").InputAsync("warning");
        await ShowsAsync(page, "1 line contains “warning”.");
        await typing;
        page.Find("[role=log] mark").TextContent.ShouldBe("Warning");
        await log.WriteAsync("job00001", 1, "map_isolates", "nothing\nanother warning", Cancellation);
        await ShowsAsync(page, "2 lines contain “warning”.");
        page.Find("[role=log]").TextContent.ShouldNotContain("nothing");

        typing = page.Find(".log-does input").InputAsync("");
        await ShowsAsync(page, "20000 reads");
        await typing;
        await page.Find(".log-does button").ClickAsync(new());
        await log.WriteAsync("job00001", 1, "map_isolates", "while it is paused", Cancellation);
        await ShowsAsync(page, "Paused; 1 new line since");
        page.Find("[role=log]").TextContent.ShouldNotContain("while it is paused");
        await page.Find(".log-does button").ClickAsync(new());
        await ShowsAsync(page, "while it is paused");
    }

    private IRenderedComponent<JobPage> Show() => At<JobPage>("/jobs/job00001", parameters => parameters.Add(page => page.Id, "job00001"));
}
