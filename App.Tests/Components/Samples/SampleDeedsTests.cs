using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Samples;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Components.Samples;

public sealed class SampleDeedsTests : PagesContext
{
    [Fact]
    public async Task It_is_edited_and_what_somebody_else_changed_meanwhile_stays()
    {
        await AddAsync(LabelRules.Create("label001", "urgent", Made.Nina, Made.Now));
        await AddAsync(Made.Sample() with { Host = "Tomato", Locale = "Greenhouse 1" });
        var page = Show();
        await ShowsAsync(page, "Tomato");
        await page.InvokeAsync(() => Button(page, "Edit").Click());
        await ShowsAsync(page, "Edit the sample");
        await page.InvokeAsync(() => page.FindAll(".fields input")[1].Input("Solanum lycopersicum"));
        await UntilAsync(() => page.Find(".label-pick input[type=checkbox]"));
        await page.InvokeAsync(() => page.Find(".label-pick input[type=checkbox]").Change(true));
        await page.InvokeAsync(() => page.FindAll("input[name=edit-control]")[2].Change("on"));
        await page.InvokeAsync(() => page.Find("input[aria-label='The virus that is expected']").Input("Tobacco mosaic virus"));
        await page.InvokeAsync(() => page.Find("input[aria-label=Run]").Input("M00001"));
        await page.InvokeAsync(() => page.Find("textarea").Input("# Seen\nin *spring*"));
        await Documents<Sample>().UpdateAsync("sample01", sample => sample with { Locale = "Greenhouse 2" }, Cancellation);
        await page.InvokeAsync(() => page.Find("form.full").Submit());
        await ShowsAsync(page, "Solanum lycopersicum", "Greenhouse 2", "positive: Tobacco mosaic virus is expected", "M00001", "positive control", "urgent", "Seen");
        page.Find(".note-text h3").TextContent.ShouldBe("Seen");
        page.FindAll("section[aria-labelledby=edit-title]").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_wrong_with_an_edit_is_said_and_nothing_is_lost()
    {
        await AddAsync(Made.Sample());
        var page = Show();
        await ShowsAsync(page, "Overview");
        await page.InvokeAsync(() => Button(page, "Edit").Click());
        await ShowsAsync(page, "Edit the sample");
        await page.InvokeAsync(() => page.FindAll("input[name=edit-control]")[2].Change("on"));
        await page.InvokeAsync(() => page.Find("form.full").Submit());
        await ShowsAsync(page, "Say which virus the positive control holds");
    }

    [Fact]
    public async Task It_is_archived_and_taken_out_and_deleted_after_a_look_at_what_goes()
    {
        await AddAsync(Made.Sample());
        var page = Show();
        await ShowsAsync(page, "Overview");
        await page.InvokeAsync(() => Button(page, "Archive").Click());
        await ShowsAsync(page, "archived", "Take out of the archive");
        await page.InvokeAsync(() => Button(page, "Take out of the archive").Click());
        await UntilAsync(() => page.FindAll("button").Count(button => button.TextContent.Trim() == "Archive").ShouldBe(1));
        await page.InvokeAsync(() => Button(page, "Delete").Click());
        await ShowsAsync(page, "This goes to the trash", "the sample VT-0412");
        await page.InvokeAsync(() => Button(page, "Delete 1 sample").Click());
        await UntilAsync(() => Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("/samples"));
        (await Documents<Sample>().GetAsync("sample01", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Its_reads_are_replaced_by_stored_ones_and_what_becomes_of_that_is_told()
    {
        await AddAsync(Made.Sample() with { Paired = false });
        await AddAsync(new StoredFile { Id = "file0001", Name = "better.fq.gz", Type = FileType.SampleReplacement, Ready = true, ReadCount = 12, Readers = RightsRules.Everyone });
        var page = Show();
        await ShowsAsync(page, "Overview");
        await page.InvokeAsync(() => Button(page, "Replace the reads").Click());
        await ShowsAsync(page, "better.fq.gz");
        await page.InvokeAsync(() => page.Find("input[aria-label='Choose better.fq.gz']").Change(true));
        await page.InvokeAsync(() => page.FindAll("section[aria-labelledby=replace-title] button.primary")[^1].Click());
        await ShowsAsync(page, "Its reads are being replaced by better.fq.gz.");
        var job = (await Documents<Job>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldHaveSingleItem();
        job.Task.ShouldBe(SampleReplacements.Workflow);

        await Documents<Sample>().UpdateAsync("sample01", sample => sample with { Replacement = sample.Replacement! with { Error = "The file is damaged." } }, Cancellation);
        await ShowsAsync(page, "Its reads could not be replaced by better.fq.gz.", "The file is damaged.", "Leave it at that");
        await page.InvokeAsync(() => Button(page, "Leave it at that").Click());
        await UntilAsync(() => page.Markup.ShouldNotContain("could not be replaced"));
    }

    [Fact]
    public async Task Who_may_only_read_it_has_nothing_to_press()
    {
        await AddAsync(Made.Sample() with { User = new Link("user0009", "zoe") });
        SignIn(administrator: false);
        var page = Show();
        await ShowsAsync(page, "VT-0412");
        page.FindAll(".title button").ShouldBeEmpty();
        page.FindAll("button.push").ShouldBeEmpty();
    }

    private IRenderedComponent<SamplePage> Show() => At<SamplePage>("/samples/sample01", parameters => parameters.Add(page => page.Id, "sample01"));

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<SamplePage> page, string text) => page.FindAll("button").First(button => button.TextContent.Trim() == text);
}
