using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.References;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Xunit;
using Task = System.Threading.Tasks.Task;

namespace Virtool.App.Tests.Components.References;

public sealed class ReferenceListTests : PagesContext
{
    [Fact]
    public async Task A_reference_shows_as_a_card_with_what_it_is_and_where_it_came_from()
    {
        var page = At<ReferenceList>("/references");
        await ShowsAsync(page, "No references yet", "Import a file");
        await AddAsync(References.Plants() with { OtuCount = 2084, LatestIndex = new IndexLink("index001", 3), ImportedFrom = new ImportedFrom("plants.json.gz", "json") });
        await ShowsAsync(page, "Plant viruses", "2,084", "v3", "Imported from plants.json.gz", "nina", "1 reference", "ready");
    }

    [Theory]
    [InlineData("clone", "Copy of Viruses")]
    [InlineData("remote", "Follows virtool/ref-plant-viruses")]
    [InlineData("made", "Made here")]
    public async Task Its_origin_is_told(string origin, string words)
    {
        var reference = References.Plants();
        await AddAsync(origin switch
        {
            "clone" => reference with { ClonedFrom = new Link("viruses1", "Viruses") },
            "remote" => reference with { Remote = new Remote { Slug = "virtool/ref-plant-viruses" } },
            _ => reference,
        });
        await ShowsAsync(At<ReferenceList>("/references"), words, "no index yet");
    }

    [Fact]
    public async Task A_task_is_followed_on_the_card_to_its_end()
    {
        await AddAsync(References.Plants() with { Ready = false, TaskId = "task0001" });
        await AddAsync(References.Task(TaskState.Running));
        var page = At<ReferenceList>("/references");
        await ShowsAsync(page, "being filled 40 %", "Writing viruses");
        page.Find(".card progress").GetAttribute("value").ShouldBe("40");
        await Documents<ServerTask>().UpdateAsync("task0001", task => task with { Step = "Checking", Progress = 0.8 }, Cancellation);
        await ShowsAsync(page, "being filled 80 %", "Checking");
        await Documents<ServerTask>().UpdateAsync("task0001", task => task with { State = TaskState.Complete }, Cancellation);
        await Documents<Reference>().UpdateAsync("plants01", reference => reference with { Ready = true, TaskId = null }, Cancellation);
        await UntilAsync(() => page.FindAll("progress").ShouldBeEmpty());
    }

    [Fact]
    public async Task A_failed_task_lists_each_problem_with_what_to_do_until_it_is_dismissed()
    {
        await AddAsync(References.Task(TaskState.Failed) with
        {
            Error = "The file has mistakes. Nothing was written.",
            Problems = [new Problem("otus[3].name", "Two viruses are named Barley mild mosaic virus.", "Rename one of them.")],
            ProblemCount = 1,
        });
        var page = At<ReferenceList>("/references");
        await ShowsAsync(page, "Plant viruses could not be imported.", "Nothing was written.", "otus[3].name", "Two viruses are named", "Rename one of them.");
        await page.InvokeAsync(() => page.Find("button[aria-label='Dismiss: Plant viruses']").Click());
        await UntilAsync(() => page.Markup.ShouldNotContain("could not be imported"));
    }

    [Fact]
    public async Task A_task_is_cancelled_by_who_wanted_it_after_it_was_asked_once_more()
    {
        await AddAsync(References.Plants() with { Ready = false, TaskId = "task0001" });
        await AddAsync(References.Task(TaskState.Running));
        var page = At<ReferenceList>("/references");
        await ShowsAsync(page, "Writing viruses");
        await page.InvokeAsync(() => page.Find("button[aria-label='Cancel: Plant viruses']").Click());
        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent.StartsWith("Cancel it", StringComparison.Ordinal)).Click());
        await ShowsAsync(page, "Being cancelled…");
        (await Documents<ServerTask>().GetAsync("task0001", Cancellation))!.CancelRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task The_search_looks_at_name_organism_and_description_and_archived_ones_stand_apart()
    {
        await AddAsync(References.Plants());
        await AddAsync(References.Plants("old00001", "Old viruses") with { Archived = true });
        await ShowsAsync(At<ReferenceList>("/references?find=barley"), "Plant viruses");
        await ShowsAsync(At<ReferenceList>("/references?find=bees"), "No reference is found by “bees”");
        var page = At<ReferenceList>("/references?show=archived");
        await ShowsAsync(page, "Old viruses", "archived");
        page.Markup.ShouldNotContain("Plant viruses");
    }

    [Fact]
    public async Task An_empty_reference_is_made()
    {
        var page = At<ReferenceList>("/references?new=create");
        await UntilAsync(() => page.Find("section[aria-labelledby=create-title] input"));
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=create-title] input").Input("Grape viruses"));
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=create-title] input[value=barcode]").Change("barcode"));
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=create-title] form").Submit());
        await UntilAsync(() => Address.ShouldStartWith("/references/"));
        var made = (await Documents<Reference>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldHaveSingleItem();
        (made.Name, made.DataType, made.User).ShouldBe(("Grape viruses", "barcode", Made.Nina));
    }

    [Fact]
    public async Task Who_may_not_make_references_is_told_so()
    {
        SignIn(administrator: false);
        var page = At<ReferenceList>("/references?new=create");
        await ShowsAsync(page, "You may not make references", "create references");
        page.FindAll("form.form").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_one_may_not_see_is_not_listed()
    {
        SignIn(new Viewer("user0002", "bob", Administrator: false, new HashSet<Permission>()));
        await AddAsync(References.Plants() with { Access = [], Readers = [Principals.User(Nina.Id)] });
        await AddAsync(References.Task(TaskState.Failed));
        var page = At<ReferenceList>("/references");
        await ShowsAsync(page, "No references yet");
        page.Markup.ShouldNotContain("Plant viruses");
    }

    private string Address => new Uri(Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri).PathAndQuery;
}
