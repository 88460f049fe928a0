using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.Data.Collections;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Jobs.Logs;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>Jobs and resources in a real browser, on a whole server.</summary>
public sealed class JobsInTheBrowserTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_job_is_started_again_on_its_page_which_follows_it_and_its_log()
    {
        Chromium.Need();
        await using var server = await RunningServer.StartAsync(Cancellation);
        await using var chromium = await Chromium.StartAsync();
        var log = server.Services.GetRequiredService<JobLog>();
        await log.WriteAsync("failed00", 1, "make_sample_dir", string.Join('\n', Enumerable.Range(1, 700).Select(number => $"line {number}.")), Cancellation);
        await AddAsync(server, Made.Job(JobState.Error) with
        {
            Id = "failed00",
            Task = "create_sample",
            Subject = new Subject("samples", "nothing0", "VT-0412"),
            Args = new() { ["sample_id"] = "nothing0" },
            Error = new JobError("out_of_memory", "It ran out of its 4 GB of memory.", [], 1),
            Retryable = true,
            Steps = [],
        });
        var page = await OpenAsync(server, chromium);
        await page.GotoAsync("/jobs/failed00");
        await LiveAsync(page);
        await page.GetByText("line 700.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Load earlier lines" }).ClickAsync();
        await page.GetByText("line 1.", new() { Exact = false }).First.WaitForAsync();
        await page.GetByLabel("Search in the log").FillAsync("line 33");
        await page.GetByText("11 lines contain “line 33”.").WaitForAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        (await File.ReadAllLinesAsync(await download.PathAsync(), Cancellation)).Length.ShouldBe(701);

        await page.GetByRole(AriaRole.Button, new() { Name = "Retry with 1 GB" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start it again" }).ClickAsync();
        await page.GetByText("The sample was deleted").First.WaitForAsync();
        (await server.Services.GetRequiredService<Collection<Job>>().GetAsync("failed00", Cancellation))!.Status.ShouldContain(status => status.State == JobState.Running);
    }

    [Fact]
    public async Task Resources_show_what_runs_and_what_waits_and_keep_nobody_out()
    {
        Chromium.Need();
        await using var server = await RunningServer.StartAsync(Cancellation);
        await using var chromium = await Chromium.StartAsync();
        // Under a fence that no owner has, they stay as they are.
        var job = Made.Job() with { Fence = long.MaxValue, Proc = 1, Mem = 2, TimeLimit = 24, StartedAt = TimeProvider.System.GetUtcNow().AddMinutes(-4) };
        await AddAsync(server, job);
        await AddAsync(server, job with { Id = "job00002", Task = "build_index", Mem = 1, Subject = new Subject("indexes", "index001", "Plant viruses v3") });
        await AddAsync(server, job with
        {
            Id = "job00003", State = JobState.Waiting, StartedAt = null, Task = "nobody_knows_it", Reason = "Waits for 8 GB of memory; 3 GB is free.", ExpectedAt = TimeProvider.System.GetUtcNow().AddMinutes(12.4),
        });
        var page = await OpenAsync(server, chromium);
        await page.GotoAsync("/resources");
        await LiveAsync(page);
        await page.GetByText("Waits for 8 GB of memory; 3 GB is free.").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Locator(".job-mark").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Looks.AtAsync(page, "resources-running", 390);
        await page.GotoAsync("/jobs");
        await LiveAsync(page);
        await Looks.AtAsync(page, "jobs-running", 390);
        await page.GotoAsync($"/jobs/{job.Id}");
        await LiveAsync(page);
        await Looks.AtAsync(page, "job-running", 390);

        await server.Services.GetRequiredService<Collection<Job>>().UpdateAsync(job.Id, one => one with { State = JobState.Complete, Progress = 1 }, Cancellation);
        await page.GetByText("complete").First.WaitForAsync();
    }

    private static async Task<IPage> OpenAsync(RunningServer server, Chromium chromium)
    {
        var page = await chromium.OpenAsync(server.Address);
        await server.SignInAsync(page, Cancellation);
        return page;
    }

    private static Task LiveAsync(IPage page) => page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });

    private static Task AddAsync(RunningServer server, Job job) => server.Services.GetRequiredService<Collection<Job>>().InsertAsync(job, Cancellation);
}
