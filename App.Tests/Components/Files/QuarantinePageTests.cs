using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Files;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Trash;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Components.Files;

public sealed class QuarantinePageTests : PagesContext
{
    [Fact]
    public async Task A_refused_file_says_why_and_where_it_breaks_and_goes_to_the_trash_when_it_is_discarded()
    {
        await HoldAsync();
        var page = At<QuarantinePage>("/files/quarantine");
        await ShowsAsync(page, "leaf.fq.gz", "leaf.fq.gz is damaged.", "line 41,203, byte 1,234,567");
        await ClickAsync(page, "Discard");
        await ClickAsync(page, "Move to the trash");
        await ShowsAsync(page, "Nothing is quarantined");
        (await Documents<TrashItem>().CountAsync(cancellation: Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_file_is_put_back_and_looked_at_again()
    {
        await HoldAsync();
        var page = At<QuarantinePage>("/files/quarantine");
        await ClickAsync(page, "Look again");
        await ClickAsync(page, "Put it back and look again");
        await ShowsAsync(page, "Nothing is quarantined");
        File.Exists(Path.Combine(Folder, "watch", "leaf.fq.gz")).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_may_do_nothing_with_it_sees_no_button()
    {
        await HoldAsync();
        SignIn(administrator: false);
        var page = At<QuarantinePage>("/files/quarantine");
        await ShowsAsync(page, "leaf.fq.gz");
        page.FindAll("button").ShouldBeEmpty();
    }

    private async Task HoldAsync()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "watch"));
        await AddAsync(new WatchedFolder { Id = "folder01", Path = Path.Combine(Folder, "watch") });
        var held = Directory.CreateDirectory(Path.Combine(Services.GetRequiredService<DataFolder>().Quarantine, "import01"));
        await File.WriteAllTextAsync(Path.Combine(held.FullName, "leaf.fq.gz"), "no reads", Cancellation);
        await AddAsync(new Import
        {
            Id = "import01",
            FolderId = "folder01",
            Name = "leaf.fq.gz",
            Identity = "1",
            State = ImportState.Quarantined,
            Problem = "damaged",
            Reason = "leaf.fq.gz is damaged.",
            BrokenLine = 41_203,
            BrokenByte = 1_234_567,
            Readers = [Principals.Everyone],
        });
    }

    private async Task ClickAsync(IRenderedComponent<QuarantinePage> page, string text)
    {
        await ShowsAsync(page, text);
        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent.Trim() == text).Click());
    }
}
