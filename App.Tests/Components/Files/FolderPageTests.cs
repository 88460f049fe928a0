using Bunit;
using Shouldly;
using Virtool.Components.Files.Folders;
using Virtool.Domain.Files;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Components.Files;

public sealed class FolderPageTests : PagesContext
{
    [Fact]
    public async Task Folders_are_listed_with_how_they_are_watched()
    {
        await AddAsync(new WatchedFolder { Id = "folder01", Path = "/data/runs", State = FolderState.Watching, UnknownCount = 3, Takes = [FileType.Reads, FileType.Subtraction] });
        await AddAsync(new WatchedFolder { Id = "folder02", Path = "/mnt/share", State = FolderState.Broken, Problem = "The disk is not there." });
        await ShowsAsync(At<FolderList>("/files/folders"), "/data/runs", "watched", "Reads, genomes of hosts", "/mnt/share", "not watched", "The disk is not there.");
    }

    [Fact]
    public async Task A_folders_page_names_what_is_not_taken()
    {
        await AddAsync(new WatchedFolder { Id = "folder01", Path = "/data/runs", UnknownCount = 1 });
        await AddAsync(new FolderListing { Id = "folder01", Files = [new UnknownFile("notes.docx", 12_345, DateTimeOffset.UnixEpoch, "Its name does not say that it holds reads.")] });
        await ShowsAsync(Page("folder01"), "Not taken", "notes.docx", "Its name does not say");
    }

    [Fact]
    public async Task What_is_typed_is_saved_with_the_rule()
    {
        await AddAsync(new WatchedFolder { Id = "folder01", Path = Path.Combine(Folder, "watch") });
        await AddAsync(new Reference { Id = "referenc", Name = "Bee viruses", User = Nina, Readers = [Principals.Everyone] });
        var page = Page("folder01");
        await ShowsAsync(page, "What is made of reads");
        await page.InvokeAsync(() => Choice(page, "Make a sample").Change(true));
        await ShowsAsync(page, "Bee viruses", "has no index yet");
        await page.InvokeAsync(() => Choice(page, "Bee viruses").Change(true));
        await TypeAsync(page, "input[placeholder='{sample}']", "{sample}_*");
        await page.Find("form").SubmitAsync(EventArgs.Empty);
        await ShowsAsync(page, "Saved.");
        var rule = (await Documents<WatchedFolder>().GetAsync("folder01", Cancellation))!.Rule;
        rule.MakeSamples.ShouldBeTrue();
        rule.NamePattern.ShouldBe("{sample}_*");
        rule.References.ShouldHaveSingleItem().Name.ShouldBe("Bee viruses");
        rule.User.ShouldBe(Nina);
    }

    [Fact]
    public async Task The_names_that_are_there_show_what_a_pattern_makes_of_them_as_it_is_typed()
    {
        await AddAsync(new WatchedFolder { Id = "folder01", Path = Path.Combine(Folder, "watch"), Rule = new ImportRule { MakeSamples = true } });
        await AddAsync(new Import { Id = "import01", FolderId = "folder01", Name = "tomato-12_x_R1.fq.gz", Identity = "1" });
        await AddAsync(new Import { Id = "import02", FolderId = "folder01", Name = "tomato-12_x_R2.fq.gz", Identity = "2" });
        var page = Page("folder01");
        await ShowsAsync(page, "tomato-12_x_R", "and 1 more", "tomato-12_x");
        await TypeAsync(page, "input[placeholder='{sample}']", "{host}-{sample}");
        await ShowsAsync(page, "Host, isolate, locale", "12_x", "tomato");
        await TypeAsync(page, "input[placeholder='{sample}']", "{host}");
        await ShowsAsync(page, "Put {sample} in its place.");
    }

    [Fact]
    public async Task A_wrong_path_is_told_and_nothing_is_saved()
    {
        await AddAsync(new WatchedFolder { Id = "folder01", Path = Path.Combine(Folder, "watch") });
        var page = Page("folder01");
        await ShowsAsync(page, "Path on the server");
        await TypeAsync(page, "input.mono", "watch");
        await page.Find("form").SubmitAsync(EventArgs.Empty);
        await ShowsAsync(page, "Give the whole path of the folder");
        (await Documents<WatchedFolder>().GetAsync("folder01", Cancellation))!.Path.ShouldEndWith("/watch");
    }

    [Fact]
    public async Task One_more_folder_is_watched_but_not_one_within_another()
    {
        await AddAsync(new WatchedFolder { Id = "folder01", Path = "/data/runs" });
        var page = Page("new");
        await ShowsAsync(page, "Watch it");
        await TypeAsync(page, "input.mono", "/data/runs/today");
        await page.Find("form").SubmitAsync(EventArgs.Empty);
        await ShowsAsync(page, "is watched already");
        await TypeAsync(page, "input.mono", "/data/genomes");
        await page.Find("form").SubmitAsync(EventArgs.Empty);
        await ShowsAsync(page, "Saved.");
        (await Documents<WatchedFolder>().CountAsync(cancellation: Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task The_only_folder_is_not_removed()
    {
        await AddAsync(new WatchedFolder { Id = "folder01", Path = "/data/runs" });
        var page = Page("folder01");
        await ShowsAsync(page, "Remove");
        await page.InvokeAsync(() => Button(page, "Remove").Click());
        await ShowsAsync(page, "Watch it no more");
        await page.InvokeAsync(() => Button(page, "Watch it no more").Click());
        await ShowsAsync(page, "It is the only watched folder.");
    }

    // In one turn of the renderer: else the field may be drawn anew between the search and the key.
    private static Task TypeAsync(IRenderedComponent<FolderPage> page, string field, string text) =>
        page.InvokeAsync(() => page.Find(field).Input(text));

    private IRenderedComponent<FolderPage> Page(string id) => At<FolderPage>($"/files/folders/{id}", parameters => parameters.Add(page => page.Id, id));

    private static AngleSharp.Dom.IElement Choice(IRenderedComponent<FolderPage> page, string text) =>
        page.FindAll("label.choice").First(label => label.TextContent.Contains(text, StringComparison.Ordinal)).QuerySelector("input")!;

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<FolderPage> page, string text) =>
        page.FindAll("button").First(button => button.TextContent.Trim() == text);
}
