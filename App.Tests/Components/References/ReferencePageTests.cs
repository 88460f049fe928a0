using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.References;
using Virtool.Domain.Analyses;
using Virtool.Domain.History;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Xunit;
using Task = System.Threading.Tasks.Task;

namespace Virtool.App.Tests.Components.References;

public sealed class ReferencePageTests : PagesContext
{
    private static readonly Viewer Bob = new("user0002", "bob", Administrator: false, new HashSet<Permission>());

    private OtuService Otus => Services.GetRequiredService<OtuService>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AddAsync(References.Plants());
        await VirusAsync("Tobacco mosaic virus", "TMV", "NC_001367.1");
        await VirusAsync("Grapevine fanleaf virus", "GFLV", "NC_003615.1", "NC_003623.1");
        await VirusAsync("Unfinished virus", "");
    }

    [Fact]
    public async Task It_says_what_it_is_and_counts_what_is_new_and_what_is_to_be_mended()
    {
        var page = Show();
        await ShowsAsync(page, "Plant viruses", "Made here", "no index yet", "Viruses of tomato, barley and grape.", "3 changes");
        Number(page, "Viruses").ShouldBe("3");
        Number(page, "To be mended").ShouldBe("1");
        Number(page, "Unbuilt changes").ShouldBe("3");
        Number(page, "Newest index").ShouldBe("none yet");
        await VirusAsync("Barley mild mosaic virus", "BaMMV", "NC_003483.1");
        await UntilAsync(() => Number(page, "Viruses").ShouldBe("4"));
        await UntilAsync(() => Number(page, "Unbuilt changes").ShouldBe("4"));
    }

    [Theory]
    [InlineData("mosaic", "Tobacco mosaic virus")]
    [InlineData("gflv", "Grapevine fanleaf virus")]
    [InlineData("NC_003623", "Grapevine fanleaf virus")]
    public async Task Viruses_are_found_by_name_abbreviation_and_accession(string find, string found)
    {
        var page = Show($"?tab=viruses&find={find}");
        await ShowsAsync(page, found, "1 of 3 viruses");
        await UntilAsync(() => page.FindAll("table.rows tbody td:first-child a").ShouldHaveSingleItem().TextContent.ShouldBe(found));
    }

    [Fact]
    public async Task Those_to_be_mended_stand_apart_and_the_list_changes_by_itself()
    {
        var page = Show("?tab=viruses&show=mend");
        await ShowsAsync(page, "Unfinished virus", "to be mended", "To be mended (1)");
        page.Markup.ShouldNotContain("Tobacco");
        var all = Show("?tab=viruses");
        await ShowsAsync(all, "3 viruses", "Grapevine", "Tobacco");
        await VirusAsync("Apple mosaic virus", "ApMV", "NC_003464.1");
        await ShowsAsync(all, "4 viruses", "Apple mosaic virus");
    }

    [Fact]
    public async Task A_virus_is_made_and_refused_where_its_name_is_taken()
    {
        var page = Show("?tab=viruses");
        await ShowsAsync(page, "New virus");
        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent == "New virus").Click());
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=new-virus] input").Input("tobacco MOSAIC virus"));
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=new-virus] form").Submit());
        await ShowsAsync(page, "The reference has a virus named Tobacco mosaic virus already.");
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=new-virus] input").Input("Tomato mosaic virus"));
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=new-virus] form").Submit());
        await UntilAsync(() => Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri.ShouldContain("/references/plants01/viruses/"));
    }

    [Fact]
    public async Task The_history_tells_before_and_after_and_an_unbuilt_change_is_taken_back()
    {
        var virus = (await Documents<Otu>().FirstAsync(Virtool.Data.Queries.Where<Otu>.Is(otu => otu.Abbreviation, "TMV"), Cancellation))!;
        await Otus.EditAsync(Viewer.Server, virus.Id, new OtuEdit { Name = "Tobacco mosaic tobamovirus" }, Cancellation);
        var page = Show("?tab=history");
        await ShowsAsync(page, "Tobacco mosaic tobamovirus", "unbuilt", "Changed name to");
        await page.InvokeAsync(() => page.FindAll("table.audit details")[0].TriggerEvent("ontoggle", EventArgs.Empty));
        await UntilAsync(() => page.FindAll("table.audit details")[0].TextContent.ShouldContain("Tobacco mosaic virus"));
        await page.InvokeAsync(() => page.FindAll("table.audit button").First(button => button.TextContent == "Revert").Click());
        await page.InvokeAsync(() => page.FindAll("table.audit button").First(button => button.TextContent.StartsWith("Take it back", StringComparison.Ordinal)).Click());
        await UntilAsync(() => page.Markup.ShouldNotContain("tobamovirus"));
        (await Documents<Otu>().GetAsync(virus.Id, Cancellation))!.Name.ShouldBe("Tobacco mosaic virus");
    }

    [Fact]
    public async Task Built_changes_cannot_be_taken_back_and_stand_apart()
    {
        await Documents<Reference>().UpdateAsync("plants01", reference => reference with { Built = 2 }, Cancellation);
        var page = Show("?tab=history&show=built");
        await ShowsAsync(page, "Tobacco", "Grapevine", "built");
        page.FindAll("table.audit button").ShouldBeEmpty();
        var unbuilt = Show("?tab=history&show=unbuilt");
        await ShowsAsync(unbuilt, "Unfinished virus");
        unbuilt.FindAll("table.audit tbody > tr").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_index_is_not_built_before_every_virus_is_mended_and_then_with_the_changes_shown()
    {
        var page = Show("?tab=indexes&build=yes");
        await ShowsAsync(page, "Build index v0", "1 virus lacks something", "No index yet");
        Button(page, "Build it").HasAttribute("disabled").ShouldBeTrue();
        var broken = (await Documents<Otu>().FirstAsync(Virtool.Data.Queries.Where<Otu>.Is(otu => otu.Verified, false), Cancellation))!;
        await Otus.RemoveAsync(Viewer.Server, broken.Id, Cancellation);
        await ShowsAsync(page, "It takes all 2 viruses as they are now. It is the first.");
        await page.InvokeAsync(() => Button(page, "Build it").Click());
        await ShowsAsync(page, "v0", "waits", "An index is being built.");
        var index = (await Documents<ReferenceIndex>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldHaveSingleItem();
        index.OtuCount.ShouldBe(2);
        await Documents<Job>().UpdateAsync(index.JobId, job => job with { State = JobState.Running, Progress = 0.3 }, Cancellation);
        await ShowsAsync(page, "being built 30 %");
        await Documents<ReferenceIndex>().UpdateAsync(index.Id, one => one with { Ready = true, HasFiles = true }, Cancellation);
        await Documents<Reference>().UpdateAsync("plants01", reference => reference with { LatestIndex = new IndexLink(index.Id, 0) }, Cancellation);
        await ShowsAsync(page, "newest", "Nothing has changed since the last build.", "Files");
    }

    [Fact]
    public async Task Analyses_that_used_an_older_index_are_warned_of()
    {
        await Documents<Reference>().UpdateAsync("plants01", reference => reference with { LatestIndex = new IndexLink("index002", 4) }, Cancellation);
        await AddAsync(Made.Analysis() with { Reference = new Link("plants01", "Plant viruses"), Index = new IndexLink("index001", 3) });
        await ShowsAsync(Show("?tab=indexes"), "1 analysis that you may see used an older index than v4.");
    }

    [Fact]
    public async Task Its_data_is_edited_and_who_may_not_is_not_offered_it()
    {
        var page = Show();
        await ShowsAsync(page, "About it");
        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent == "Edit").Click());
        await page.InvokeAsync(() => page.FindAll("form[aria-label='Edit the reference'] input")[0].Input("Plant viruses of Norway"));
        await page.InvokeAsync(() => page.Find("form[aria-label='Edit the reference'] input[aria-describedby=control-hint]").Input("tobacco mosaic virus"));
        await UntilAsync(() => page.FindAll("form[aria-label='Edit the reference'] button[type=submit]")[0].HasAttribute("disabled").ShouldBeFalse());
        await page.InvokeAsync(() => page.Find("form[aria-label='Edit the reference']").Submit());
        await ShowsAsync(page, "Plant viruses of Norway");
        await UntilAsync(() => page.Find("dl.facts").TextContent.ShouldContain("Tobacco mosaic virus"));
        SignIn(Bob);
        await UntilAsync(() => page.FindAll("button").ShouldAllBe(button => button.TextContent != "Edit" && button.TextContent != "Archive"));
    }

    [Fact]
    public async Task It_is_archived_and_then_neither_edited_nor_built_and_deleted_only_by_its_name()
    {
        var page = Show();
        await ShowsAsync(page, "Archive it");
        await page.InvokeAsync(() => Button(page, "Archive").Click());
        await ShowsAsync(page, "archived", "Take it out of the archive");
        await page.InvokeAsync(() => Button(page, "Delete…").Click());
        Button(page, "Delete for good").HasAttribute("disabled").ShouldBeTrue();
        await page.InvokeAsync(() => page.Find("input[placeholder='Type its name']").Input("Plant viruses"));
        await page.InvokeAsync(() => page.Find(".deeds form").Submit());
        await UntilAsync(() => Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri.ShouldEndWith("/references"));
        (await Documents<ServerTask>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldHaveSingleItem().Type.ShouldBe("delete_reference");
        var viruses = Show("?tab=viruses");
        await ShowsAsync(viruses, "Tobacco mosaic virus");
        viruses.FindAll("button").ShouldAllBe(button => button.TextContent != "New virus");
    }

    [Fact]
    public async Task Source_types_are_added_removed_and_restricted()
    {
        var page = Show("?tab=settings");
        await ShowsAsync(page, "Source types", "Who may see and change it");
        await page.InvokeAsync(() => page.Find("input[aria-label='A further source type']").Input("Pathotype "));
        await page.InvokeAsync(() => page.Find("form.row-form").Submit());
        await page.InvokeAsync(() => page.Find("button[aria-label='Remove: clone']").Click());
        await page.InvokeAsync(() => page.Find("label.choice-row input").Change(true));
        await page.InvokeAsync(() => Button(page, "Save source types").Click());
        await ShowsAsync(page, "Saved.");
        var reference = (await Documents<Reference>().GetAsync("plants01", Cancellation))!;
        reference.SourceTypes.ShouldContain("pathotype");
        reference.SourceTypes.ShouldNotContain("clone");
        reference.RestrictSourceTypes.ShouldBeTrue();
    }

    [Fact]
    public async Task It_goes_out_of_sight_and_comes_back()
    {
        SignIn(Bob);
        var page = Show("?tab=viruses");
        await ShowsAsync(page, "Tobacco mosaic virus");
        await Services.GetRequiredService<ReferenceAccess>().ChangeAsync(Viewer.Server, "plants01", _ => [], Cancellation);
        await ShowsAsync(page, "There is no such reference");
        page.Markup.ShouldNotContain("Tobacco");
        await Services.GetRequiredService<ReferenceAccess>().ChangeAsync(Viewer.Server, "plants01", _ => Made.Shared, Cancellation);
        await ShowsAsync(page, "Tobacco mosaic virus");
    }

    private IRenderedComponent<ReferencePage> Show(string query = "") => At<ReferencePage>($"/references/plants01{query}", parameters => parameters.Add(page => page.Id, "plants01"));

    private Task VirusAsync(string name, string abbreviation, params string[] accessions) =>
        Otus.CreateAsync(Viewer.Server, "plants01", References.Virus(name, abbreviation, accessions), Cancellation);

    private static string Number(IRenderedComponent<ReferencePage> page, string title) =>
        page.FindAll("dl.numbers > div").First(one => one.QuerySelector("dt")!.TextContent == title).QuerySelector("dd")!.TextContent.Trim();

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ReferencePage> page, string text) => page.FindAll("button").First(button => button.TextContent == text);
}
