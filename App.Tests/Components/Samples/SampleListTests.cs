using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Samples;
using Virtool.Domain.Labels;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Components.Samples;

public sealed class SampleListTests : PagesContext
{
    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    [Fact]
    public async Task What_is_asked_for_stands_in_the_address_and_as_chips_that_take_it_away()
    {
        await AddAsync(LabelRules.Create("label001", "urgent", Made.Nina, Made.Now));
        await AddAsync(Found(Made.Sample() with { Labels = ["label001"], Host = "Tomato" }));
        await AddAsync(Found(Made.Sample("sample02", "VT-0500") with { State = SampleState.Failed, Error = "The disk is full." }));
        await AddAsync(Found(Made.Sample("sample03", "VT-0600") with { Archived = true }));

        var list = At<SampleList>("/samples");
        await ShowsAsync(list, "VT-0412", "VT-0500", "2 of 3 samples", "urgent", "Tomato");
        await list.InvokeAsync(() => list.Find("select[aria-label=Label]").Change("label001"));
        Address.ShouldEndWith("/samples?label=label001");

        list = At<SampleList>("/samples?state=failed&archived=too&from=2026-01-01&to=2026-01-02&pathoscope=none&sort=name");
        await ShowsAsync(list, "VT-0500", "state failed ✕", "archived too ✕", "from 2026-01-01 ✕", "to 2026-01-02 ✕", "Pathoscope none ✕", "1 of 3 samples");
        list.Find("th[aria-sort=ascending]").TextContent.ShouldBe("Sample");
        list.FindAll(".chips.set a").First(chip => chip.TextContent.StartsWith("state", StringComparison.Ordinal)).GetAttribute("href")!.ShouldNotContain("state=");
        await ShowsAsync(At<SampleList>("/samples?to=2026-01-01"), "No sample is found");
        await ShowsAsync(At<SampleList>("/samples?nuvs=ready"), "No sample is found", "NuVs done ✕");
        await ShowsAsync(At<SampleList>("/samples?archived=only"), "VT-0600", "1 of 3 samples");
    }

    [Fact]
    public async Task They_are_sorted_by_the_heads_of_columns()
    {
        await AddAsync(Found(Made.Sample("sample01", "VT-10", reads: 5)));
        await AddAsync(Found(Made.Sample("sample02", "VT-9", reads: 7)));
        var list = At<SampleList>("/samples?sort=name");
        await UntilAsync(() => Names(list).ShouldBe(["VT-9", "VT-10"]));
        list.FindAll("thead a").First(head => head.TextContent == "Sample").GetAttribute("href")!.ShouldContain("sort=-name");
        list = At<SampleList>("/samples?sort=-reads");
        await UntilAsync(() => Names(list).ShouldBe(["VT-9", "VT-10"]));
        list.FindAll("thead a").First(head => head.TextContent == "Reads").GetAttribute("href")!.ShouldContain("sort=reads");
    }

    [Fact]
    public async Task What_is_chosen_stays_so_from_page_to_page_and_is_edited_and_archived_together()
    {
        for (var number = 1; number <= 30; number++)
        {
            await AddAsync(Found(Made.Sample($"sample{number:00}", $"VT-{number}")));
        }

        var list = At<SampleList>("/samples?sort=name");
        await ShowsAsync(list, "30 samples");
        await list.InvokeAsync(() => list.FindAll("tbody input")[0].Click());
        await list.InvokeAsync(() => list.FindAll("tbody input")[4].Click(new MouseEventArgs { ShiftKey = true }));
        await ShowsAsync(list, "5 samples chosen");
        await list.InvokeAsync(() => Services.GetRequiredService<NavigationManager>().NavigateTo("/samples?sort=name&page=2"));
        list.Render();
        await ShowsAsync(list, "VT-30", "5 samples chosen");
        await list.InvokeAsync(() => list.FindAll("tbody input")[0].Click());
        await ShowsAsync(list, "6 samples chosen");

        await list.InvokeAsync(() => Button(list, "Edit").Click());
        await ShowsAsync(list, "Edit 6 samples");
        await list.InvokeAsync(() => list.Find("section[aria-labelledby=bulk-title] input[type=checkbox]").Change(true));
        await list.InvokeAsync(() => list.Find("input[aria-label=Host]").Input("Pepper"));
        await list.InvokeAsync(() => list.Find("section[aria-labelledby=bulk-title] form").Submit());
        await ShowsAsync(list, "6 samples changed.");
        (await Documents<Sample>().CountAsync(Virtool.Data.Queries.Where<Sample>.Is(sample => sample.Host, "Pepper"), Cancellation)).ShouldBe(6);

        await list.InvokeAsync(() => list.Find("thead input").Change(true));
        await list.InvokeAsync(() => list.FindAll("button").First(button => button.TextContent.StartsWith("Choose all", StringComparison.Ordinal)).Click());
        await ShowsAsync(list, "30 samples chosen");
        await list.InvokeAsync(() => Button(list, "Archive").Click());
        await list.InvokeAsync(() => Button(list, "Archive them").Click());
        await ShowsAsync(list, "30 samples archived.", "No sample is found");
    }

    [Fact]
    public async Task What_goes_with_samples_is_listed_before_they_are_deleted_and_what_cannot_stays_chosen()
    {
        await AddAsync(Found(Made.Sample()));
        await AddAsync(Made.Analysis());
        await AddAsync(Found(Made.Sample("sample02", "VT-0500")));
        await AddAsync(Made.Job() with { Subject = new Virtool.Domain.Links.Subject("samples", "sample02", "VT-0500") });
        var list = At<SampleList>("/samples");
        await ShowsAsync(list, "VT-0412");
        await list.InvokeAsync(() => list.Find("thead input").Change(true));
        await list.InvokeAsync(() => Button(list, "Delete").Click());
        await ShowsAsync(list, "the sample VT-0412", "1 analysis, with results", "1 sample stays:", "VT-0500 cannot be removed: a job works for it.");
        await list.InvokeAsync(() => Button(list, "Delete 1 sample").Click());
        await ShowsAsync(list, "1 sample deleted.", "1 sample chosen");
        (await Documents<Sample>().GetAsync("sample01", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public void A_range_is_from_the_last_that_was_pressed()
    {
        var selection = new SampleSelection();
        string[] page = ["a", "b", "c", "d"];
        selection.Press("c", page, isRange: false);
        selection.Press("a", page, isRange: true);
        selection.Ids.Order().ShouldBe(["a", "b", "c"]);
        selection.Press("b", page, isRange: false);
        selection.Press("x", page, isRange: true);
        selection.Ids.Order().ShouldBe(["a", "c", "x"]);
        selection.PressAll(page);
        selection.Count.ShouldBe(5);
        selection.PressAll(page);
        selection.Ids.ShouldBe(["x"]);
    }

    [Fact]
    public void The_address_says_what_is_asked_for_and_nothing_that_is_as_usual()
    {
        new SampleListView().Query.Values.ShouldAllBe(value => value == null || (value is string[] && ((string[])value).Length == 0));
        var view = new SampleListView { From = new DateOnly(2026, 3, 1), To = new DateOnly(2026, 3, 1), Order = new SampleOrder(SampleSort.Reads, Descending: true) };
        view.Query["sort"].ShouldBe("-reads");
        (view.Filter.To - view.Filter.From).ShouldBe(TimeSpan.FromDays(1));
        SampleListView.OrderOf("-reads").ShouldBe(view.Order);
        SampleListView.OrderOf("nothing").ShouldBe(SampleOrder.Newest);
        SampleListView.DayOf("31.12.2026").ShouldBeNull();
        SampleListView.WordsOf<SampleState>(["ready", "no state", null]).ShouldBe([SampleState.Ready]);
    }

    private static IEnumerable<string> Names(IRenderedComponent<SampleList> list) => list.FindAll("tbody td.wide a").Select(link => link.TextContent);

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<SampleList> list, string text) => list.FindAll("button").First(button => button.TextContent.Trim() == text);

    private static Sample Found(Sample sample) => SampleRules.Found(sample, []);
}
