using Bunit;
using Shouldly;
using Virtool.Components.Labels;
using Virtool.Data.Queries;
using Virtool.Domain.Labels;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Components.Labels;

public sealed class LabelPagesTests : PagesContext
{
    [Fact]
    public async Task A_label_is_made_changed_and_taken_off_its_samples()
    {
        var page = At<LabelsPage>("/labels");
        await ShowsAsync(page, "No labels yet");
        await page.InvokeAsync(() => page.Find(".title button").Click());
        await page.InvokeAsync(() => page.Find("form.form input.field").Input("urgent"));
        await page.InvokeAsync(() => page.FindAll(".color input")[3].Change("on"));
        await page.InvokeAsync(() => page.Find("form.form").Submit());
        await ShowsAsync(page, "urgent", "1 label");
        var label = (await Documents<Label>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem();
        (label.Name, label.Color).ShouldBe(("urgent", LabelRules.Palette[3]));

        await AddAsync(Made.Sample() with { Labels = [label.Id] });
        page = At<LabelsPage>("/labels");
        await ShowsAsync(page, "urgent");
        await page.InvokeAsync(() => page.Find("button[aria-label='Edit: urgent']").Click());
        await page.InvokeAsync(() => page.Find("td form input.field").Input("soon"));
        await page.InvokeAsync(() => page.Find("td form").Submit());
        await ShowsAsync(page, "soon");

        await UntilAsync(() => page.Find("button[aria-label='Delete: soon']"));
        await page.InvokeAsync(() => page.Find("button[aria-label='Delete: soon']").Click());
        await ShowsAsync(page, "Take it off 1 sample");
        await page.InvokeAsync(() => page.Find(".job-actions .job-actions button").Click());
        await ShowsAsync(page, "No labels yet");
        (await Documents<Sample>().GetAsync("sample01", Cancellation))!.Labels.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_create_samples_reads_labels_alone()
    {
        await AddAsync(LabelRules.Create("label001", "urgent", Made.Nina with { Id = "user0009" }, Made.Now));
        SignIn(administrator: false);
        var page = At<LabelsPage>("/labels");
        await ShowsAsync(page, "urgent");
        page.FindAll("button").ShouldBeEmpty();
    }

    [Fact]
    public void The_text_on_any_colour_can_be_read()
    {
        foreach (var color in LabelRules.Palette.Concat(Enumerable.Range(0, 4_096).Select(number => $"#{(number >> 8) * 17:x2}{((number >> 4) & 15) * 17:x2}{(number & 15) * 17:x2}")))
        {
            LabelColors.Contrast(color, LabelColors.TextOn(color)).ShouldBeGreaterThanOrEqualTo(4.5, color);
        }

        LabelColors.Contrast("#000000", "#ffffff").ShouldBe(21, 0.001);
    }
}
