using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Components.References;
using Virtool.Components.Otus;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Xunit;
using Task = System.Threading.Tasks.Task;

namespace Virtool.App.Tests.Components.Otus;

public sealed class OtuPageTests : PagesContext
{
    private JoinedOtu _virus = null!;

    private OtuService Otus => Services.GetRequiredService<OtuService>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AddAsync(References.References.Plants());
        _virus = await Otus.CreateAsync(Viewer.Server, "plants01", References.References.Virus("Abaca bunchy top virus", "ABTV", "NC_010319.1", "EF546802.1"), Cancellation);
    }

    [Fact]
    public async Task Isolates_stand_left_and_the_sequences_of_the_default_one_right()
    {
        var page = Show();
        await ShowsAsync(page, "Abaca bunchy top virus", "ABTV", "2 isolates", "Isolate of NC_010319.1", "Isolate of EF546802.1", "27 nt", "GC");
        page.FindAll("article.sequence").ShouldHaveSingleItem().TextContent.ShouldContain("NC_010319.1");
        page.FindAll(".isolate-list a[aria-current]").ShouldHaveSingleItem().TextContent.ShouldContain("default");
        var other = Show($"?isolate={_virus.Otu.Isolates[1].Id}");
        await ShowsAsync(other, "Make it the default", "EF546802.1");
        other.FindAll("article.sequence").ShouldHaveSingleItem().TextContent.ShouldContain("EF546802.1");
    }

    [Fact]
    public async Task What_it_lacks_is_told_where_it_is_mended_and_goes_when_it_is()
    {
        var page = Show();
        await ShowsAsync(page, "Add an isolate");
        await ClickAsync(page, "Add an isolate");
        await page.InvokeAsync(() => page.FindAll("section[aria-labelledby=isolate-form] input")[1].Input("Q767"));
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=isolate-form] form").Submit());
        await ShowsAsync(page, "to be mended", "Isolate Q767 has no sequence. Add one, or remove the isolate.", "no sequence");
        var added = (await OtuAsync()).Isolates[^1].Id;
        page = Show($"?isolate={added}");
        await ShowsAsync(page, "No sequences yet");
        await ClickAsync(page, "Add a sequence");
        var inputs = page.FindAll("section[aria-labelledby=sequence-form] input");
        await page.InvokeAsync(() => inputs[0].Input("EF546808.1"));
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=sequence-form] textarea").Input("acgt acgt\nACGX"));
        await ShowsAsync(page, "12 nucleotides");
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=sequence-form] form").Submit());
        await ShowsAsync(page, "\"X\" at position 12 stands for no nucleotide.");
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=sequence-form] textarea").Input("acgt acgt\nACGN"));
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=sequence-form] form").Submit());
        await ShowsAsync(page, "EF546808.1", "12 nt");
        await UntilAsync(() => page.Markup.ShouldNotContain("to be mended"));
        (await OtuAsync()).Verified.ShouldBeTrue();
    }

    [Fact]
    public async Task Another_isolate_becomes_the_default_one_is_renamed_and_removed()
    {
        var second = _virus.Otu.Isolates[1];
        var page = Show($"?isolate={second.Id}");
        await ShowsAsync(page, "Make it the default");
        await ClickAsync(page, "Make it the default");
        await ShowsAsync(page, "reads are looked for in its sequences first");
        await ClickAsync(page, "Rename");
        await page.InvokeAsync(() => page.FindAll("section[aria-labelledby=isolate-form] input")[0].Input("Strain"));
        await page.InvokeAsync(() => page.FindAll("section[aria-labelledby=isolate-form] input")[1].Input("Q1108"));
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=isolate-form] form").Submit());
        await UntilAsync(() => page.Find("button[aria-label='Remove: Strain Q1108']"));
        await page.InvokeAsync(() => page.Find("button[aria-label='Remove: Strain Q1108']").Click());
        await ClickAsync(page, "Remove it with 1 sequence");
        await UntilAsync(() => page.Markup.ShouldNotContain("Strain Q1108"));
        var otu = await OtuAsync();
        otu.Isolates.ShouldHaveSingleItem().Default.ShouldBeTrue();
        otu.Version.ShouldBe(3);
    }

    [Fact]
    public async Task A_sequence_is_edited_and_removed()
    {
        var page = Show();
        await ShowsAsync(page, "NC_010319.1");
        await page.InvokeAsync(() => page.Find("button[aria-label='Edit: NC_010319.1']").Click());
        page.Find("section[aria-labelledby=sequence-form] textarea").GetAttribute("value").ShouldBe(References.References.Genome);
        await page.InvokeAsync(() => page.FindAll("section[aria-labelledby=sequence-form] input")[2].Input("Musa textilis"));
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=sequence-form] form").Submit());
        await ShowsAsync(page, "From Musa textilis");
        await page.InvokeAsync(() => page.Find("button[aria-label='Remove: NC_010319.1']").Click());
        await ClickAsync(page, "Remove the sequence");
        await ShowsAsync(page, "No sequences yet", "has no sequence");
    }

    [Fact]
    public async Task Segments_are_added_moved_by_keyboard_and_saved_as_one_change()
    {
        var page = Show("?tab=schema");
        await ShowsAsync(page, "No segments yet");
        await ClickAsync(page, "Add a segment");
        await ClickAsync(page, "Add a segment");
        await page.InvokeAsync(() => page.Find("input[aria-label='Name of segment 1']").Input("DNA-R"));
        await ShowsAsync(page, "Each segment needs a name.");
        await page.InvokeAsync(() => page.Find("input[aria-label='Name of segment 2']").Input("DNA-S"));
        await page.InvokeAsync(() => page.Find("select[aria-label='Molecule of segment 2']").Change("ssDNA"));
        await page.InvokeAsync(() => page.FindAll("table.schema tbody tr")[1].KeyDown(new KeyboardEventArgs { Key = "ArrowUp", AltKey = true }));
        await ClickAsync(page, "Save segments");
        await ShowsAsync(page, "Saved.");
        var otu = await OtuAsync();
        otu.Schema.ShouldBe([new Segment("DNA-S", true, "ssDNA"), new Segment("DNA-R")]);
        otu.Version.ShouldBe(1);
    }

    [Fact]
    public async Task The_segments_that_other_sequences_of_the_isolate_are_are_not_offered()
    {
        await Otus.EditAsync(Viewer.Server, _virus.Otu.Id, new OtuEdit { Schema = [new Segment("DNA-R"), new Segment("DNA-S")] }, Cancellation);
        await Otus.EditSequenceAsync(Viewer.Server, _virus.Otu.Id, _virus.Otu.Isolates[0].Id, _virus.Sequences[0].Id, new SequenceEdit { Segment = "DNA-R" }, Cancellation);
        var page = Show();
        await ShowsAsync(page, "DNA-R");
        await ClickAsync(page, "Add a sequence");
        page.FindAll("section[aria-labelledby=sequence-form] select option").Select(option => option.TextContent).ShouldBe(["none", "DNA-S"]);
    }

    [Fact]
    public async Task It_is_renamed_and_the_change_is_told_and_taken_back()
    {
        var page = Show();
        await ShowsAsync(page, "Edit");
        await ClickAsync(page, "Edit");
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=otu-form] input").Input("Abaca virus"));
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=otu-form] input[inputmode=numeric]").Input("x"));
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=otu-form] form").Submit());
        await ShowsAsync(page, "A taxon id is a number above 0");
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=otu-form] input[inputmode=numeric]").Input("438782"));
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=otu-form] form").Submit());
        await UntilAsync(() => page.Find("h1").TextContent.ShouldBe("Abaca virus"));
        await ShowsAsync(page, "taxon 438782");
        var history = Show("?tab=history");
        await UntilAsync(() => history.FindAll("table.audit tbody tr td:nth-child(4)").Select(cell => cell.TextContent).ShouldBe(["1", "0"]));
        await history.InvokeAsync(() => history.FindAll("table.audit button").First(button => button.TextContent == "Revert").Click());
        await ClickAsync(history, "Take it back, and what followed");
        await UntilAsync(() => history.Find("h1").TextContent.ShouldBe("Abaca bunchy top virus"));
    }

    [Fact]
    public async Task It_is_removed_after_it_was_told_what_goes_with_it()
    {
        var page = Show();
        await ShowsAsync(page, "Remove the virus");
        await ClickAsync(page, "Remove the virus");
        await ShowsAsync(page, "goes with 2 isolates and 2 sequences");
        await page.InvokeAsync(() => page.Find(".problem .answers button").Click());
        await UntilAsync(() => Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("/references/plants01?tab=viruses"));
        await ShowsAsync(page, "There is no such virus");
    }

    [Fact]
    public async Task Who_may_only_read_and_where_the_reference_is_kept_from_outside_nobody_edits()
    {
        await Documents<Reference>().UpdateAsync("plants01", reference => reference with { Remote = new Remote { Slug = "virtool/ref-plant-viruses" } }, Cancellation);
        var page = Show();
        await ShowsAsync(page, "follows the releases of virtool/ref-plant-viruses");
        page.FindAll("button").ShouldAllBe(button => button.TextContent != "Edit" && button.TextContent != "Add an isolate");
        SignIn(new Viewer("user0002", "bob", Administrator: false, new HashSet<Permission>()));
        await UntilAsync(() => page.Markup.ShouldNotContain("follows the releases"));
        await ShowsAsync(page, "NC_010319.1");
    }

    [Fact]
    public async Task A_virus_of_another_reference_is_not_shown_under_this_one()
    {
        await AddAsync(References.References.Plants("other001", "Other viruses"));
        await ShowsAsync(At<OtuPage>($"/references/other001/viruses/{_virus.Otu.Id}", parameters => parameters.Add(page => page.Id, "other001").Add(page => page.OtuId, _virus.Otu.Id)), "There is no such virus");
    }

    private IRenderedComponent<OtuPage> Show(string query = "") =>
        At<OtuPage>($"/references/plants01/viruses/{_virus.Otu.Id}{query}", parameters => parameters.Add(page => page.Id, "plants01").Add(page => page.OtuId, _virus.Otu.Id));

    private Task ClickAsync(IRenderedComponent<OtuPage> page, string text) => page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent.Trim() == text).Click());

    private async Task<Otu> OtuAsync() => (await Documents<Otu>().GetAsync(_virus.Otu.Id, Cancellation))!;
}
