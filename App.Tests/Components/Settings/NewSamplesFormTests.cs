using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Files.Folders;
using Virtool.Components.Settings;
using Virtool.Domain.Files;
using Virtool.Domain.Groups;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Domain.Users;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Components.Settings;

public sealed class NewSamplesFormTests : PagesContext
{
    private static readonly Viewer Administrator = new(Nina.Id, Nina.Name, Administrator: true, new HashSet<Permission>());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AddAsync(new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY" });
        await AddAsync(new User { Id = Nina.Id, Handle = Nina.Name, NormalizedHandle = "NINA", Groups = ["virology"], PrimaryGroup = "virology" });
    }

    [Fact]
    public async Task What_is_chosen_holds_for_samples_that_are_made_from_then_on()
    {
        var form = Render<NewSamplesForm>(parameters => parameters.Add(one => one.Viewer, Administrator));
        await form.InvokeAsync(() => form.FindAll("input[type=radio]")[2].Change(true));
        await form.InvokeAsync(() => form.FindAll("input[type=checkbox]")[1].Change(true));
        await form.InvokeAsync(() => form.FindAll("input[type=checkbox]")[2].Change(false));
        await form.InvokeAsync(() => form.Find("form").Submit());
        await ShowsAsync(form, "Saved.");
        NewSamples.Of((await Documents<ServerSettings>().GetAsync(ServerSettings.OnlyId, Cancellation))!)
            .ShouldBe(new NewSamples(SampleGroupChoice.UsersPrimaryGroup, GroupRead: true, GroupWrite: true, AllRead: false, AllWrite: false));

        var file = new StoredFile { Id = "file0001", Name = "a.fq.gz", Type = FileType.Reads, Ready = true };
        var made = await Services.GetRequiredService<SampleService>().PrepareAsync(SampleDraft.Of("VT-1", Nina, [file]), Cancellation);
        made.Sample.Readers.ShouldBe(["group:virology", "user:user0001"]);
        made.Sample.Access.ShouldHaveSingleItem().Rights.ShouldBe([Right.Read, Right.Write]);
        (await Services.GetRequiredService<SampleService>().PrepareAsync(SampleDraft.Of("VT-2", new("user0009", "eve"), [file]), Cancellation)).Sample.Readers.ShouldBe(["user:user0009"]);
    }

    [Fact]
    public async Task Others_see_what_is_set_and_cannot_change_it()
    {
        var form = Render<NewSamplesForm>(parameters => parameters.Add(one => one.Viewer, Administrator with { Administrator = false }));
        form.FindAll("fieldset").ShouldAllBe(part => part.HasAttribute("disabled"));
        form.FindAll("button").ShouldBeEmpty();
        await Should.ThrowAsync<NotPermittedException>(() => Services.GetRequiredService<SettingsService>().UpdateNewSamplesAsync(
            Administrator with { Administrator = false }, new NewSamples(SampleGroupChoice.None, true, true, true, true), Cancellation));
    }

    [Fact]
    public async Task A_folder_gives_its_samples_to_a_group_which_must_be_chosen_where_the_settings_ask_for_one()
    {
        await AddAsync(new ServerSettings { Id = ServerSettings.OnlyId, SampleGroup = SampleGroupChoice.ForceChoice });
        await AddAsync(new WatchedFolder { Id = "folder01", Path = Path.Combine(Folder, "watch"), Rule = new ImportRule { MakeSamples = true } });
        var page = At<FolderPage>("/files/folders/folder01", parameters => parameters.Add(one => one.Id, "folder01"));
        await ShowsAsync(page, "Group of the samples", "Virology", "Choose one");
        await page.InvokeAsync(() => page.Find("form.full").Submit());
        await ShowsAsync(page, "Choose the group that the samples belong to");
        await page.InvokeAsync(() => page.Find("form.full select").Change("virology"));
        await page.InvokeAsync(() => page.Find("form.full").Submit());
        await ShowsAsync(page, "Saved.");
        (await Documents<WatchedFolder>().GetAsync("folder01", Cancellation))!.Rule.Group!.Name.ShouldBe("Virology");
    }
}
