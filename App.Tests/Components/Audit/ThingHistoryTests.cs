using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Audit;
using Virtool.Components.Jobs;
using Virtool.Components.Samples;
using Virtool.Domain.Audit;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests.Components.Audit;

public sealed class ThingHistoryTests : PagesContext
{
    private static readonly Viewer Mia = new("user0003", "mia", Administrator: false, new HashSet<Permission>());

    private AuditService Trail => Services.GetRequiredService<AuditService>();

    [Fact]
    public async Task A_samples_history_is_a_tab_of_its_page_and_goes_on_by_itself()
    {
        await AddAsync(Made.Sample());
        await RecordAsync("samples", "sample01");
        SignIn(Mia);
        var page = At<SamplePage>("/samples/sample01?tab=history", parameters => parameters.Add(one => one.Id, "sample01"));
        await ShowsAsync(page, "bob", "changed the sample VT-0412");
        page.Markup.ShouldNotContain("192.0.2.7");
        page.Markup.ShouldNotContain("nightly");
        await Trail.RecordAsync(new Actor(Nina), AuditAction.Changed, new AuditThing("samples", "sample01", "VT-0413"), Cancellation);
        await ShowsAsync(page, "changed the sample VT-0413");
    }

    [Fact]
    public async Task What_one_may_not_see_has_no_history_for_one()
    {
        await AddAsync(Made.Sample() with { Access = [], Readers = [Principals.User(Nina.Id)] });
        await RecordAsync("samples", "sample01");
        await RecordAsync("users", "user0009");
        await RecordAsync("settings", "settings");
        SignIn(Mia);
        foreach (var (collection, id) in new[] { ("samples", "sample01"), ("users", "user0009"), ("settings", "settings"), ("audit", "x"), ("nothing", "x") })
        {
            var history = Render<ThingHistory>(parameters => parameters.Add(one => one.Collection, collection).Add(one => one.Id, id));
            await UntilAsync(() => history.Markup.ShouldBeEmpty());
        }

        await RecordAsync("users", Mia.UserId);
        await ShowsAsync(Render<ThingHistory>(parameters => parameters.Add(one => one.Collection, "users").Add(one => one.Id, Mia.UserId)), "bob");
        SignIn(administrator: true);
        await ShowsAsync(Render<ThingHistory>(parameters => parameters.Add(one => one.Collection, "users").Add(one => one.Id, "user0009")), "bob", "by the key nightly");
    }

    [Fact]
    public async Task Older_entries_are_shown_when_they_are_asked_for()
    {
        await AddAsync(Made.Sample());
        for (var number = 0; number < 30; number++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            await RecordAsync("samples", "sample01");
        }

        var history = Render<ThingHistory>(parameters => parameters.Add(one => one.Collection, "samples").Add(one => one.Id, "sample01"));
        await ShowsAsync(history, "25 of 30");
        await history.InvokeAsync(() => history.Find("button").Click());
        await UntilAsync(() => history.FindAll("tbody tr").Count.ShouldBe(30));
        history.FindAll("button").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_of_which_nobody_changed_anything_says_so()
    {
        await AddAsync(Made.Job());
        var page = At<JobPage>("/jobs/job00001", parameters => parameters.Add(one => one.Id, "job00001"));
        await ShowsAsync(page, "Nobody has changed anything of it.");
        await RecordAsync("jobs", "job00001");
        await ShowsAsync(page, "bob", "changed the job for");
    }

    private Task RecordAsync(string collection, string id) =>
        Trail.RecordAsync(new Actor(new Link("user0002", "bob"), "nightly", "192.0.2.7"), AuditAction.Changed, new AuditThing(collection, id, "VT-0412"), Cancellation);
}
