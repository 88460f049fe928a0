using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Files;
using Virtool.Components.Files.Trash;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Trash;
using Xunit;

namespace Virtool.App.Tests.Components.Files;

public sealed class TrashPageTests : PagesContext
{
    [Fact]
    public async Task A_file_goes_to_the_trash_and_is_brought_back()
    {
        await StoreAsync("reads of VT-0412.fq.gz");
        var stored = At<StoredPage>("/files/stored");
        await ClickAsync(stored, "Remove");
        await ClickAsync(stored, "Move to the trash");
        await ShowsAsync(stored, "Nothing is stored");

        var trash = At<TrashPage>("/files/trash");
        await ShowsAsync(trash, "reads of VT-0412.fq.gz", "nina");
        await ClickAsync(trash, "Bring back");
        await ClickAsync(trash, "Bring it back");
        await ShowsAsync(trash, "The trash is empty");
        (await Documents<StoredFile>().GetAsync("file0001", Cancellation)).ShouldNotBeNull();
        File.Exists(Services.GetRequiredService<DataFolder>().FilePath("file0001")).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_may_not_remove_files_is_not_offered_to()
    {
        await StoreAsync("shared.fq.gz");
        SignIn(administrator: false);
        var stored = At<StoredPage>("/files/stored");
        await ShowsAsync(stored, "shared.fq.gz");
        stored.FindAll("button").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_stands_in_the_way_is_said_beside_the_button()
    {
        await StoreAsync("reads.fq.gz");
        await Services.GetRequiredService<FileService>().RemoveAsync(Viewer.Server, "file0001", Cancellation);
        await StoreAsync("others.fq.gz");
        var trash = At<TrashPage>("/files/trash");
        await ClickAsync(trash, "Bring back");
        await ClickAsync(trash, "Bring it back");
        await ShowsAsync(trash, "reads.fq.gz cannot be brought back");
    }

    private async Task StoreAsync(string name)
    {
        var data = Services.GetRequiredService<DataFolder>();
        Directory.CreateDirectory(data.Files);
        await File.WriteAllTextAsync(data.FilePath("file0001"), name, Cancellation);
        await AddAsync(new StoredFile { Id = "file0001", Name = name, Ready = true, Size = name.Length, Readers = [Principals.Everyone] });
    }

    private async Task ClickAsync<T>(IRenderedComponent<T> page, string text)
        where T : Microsoft.AspNetCore.Components.IComponent
    {
        await ShowsAsync(page, text);
        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent.Trim() == text).Click());
    }
}
