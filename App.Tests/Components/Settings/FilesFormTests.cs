using Bunit;
using Shouldly;
using Virtool.Components.Settings;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Xunit;

namespace Virtool.App.Tests.Components.Settings;

public sealed class FilesFormTests : PagesContext
{
    private static readonly Viewer Administrator = new(Nina.Id, Nina.Name, Administrator: true, new HashSet<Permission>());

    [Fact]
    public async Task What_is_typed_is_saved_and_what_is_emptied_is_what_Virtool_starts_with()
    {
        var form = Render<FilesForm>(parameters => parameters.Add(one => one.Viewer, Administrator));
        await form.InvokeAsync(() => form.FindAll("input")[1].Input("7"));
        await form.InvokeAsync(() => form.Find("form").Submit());
        await ShowsAsync(form, "Saved.", "set here");
        (await Documents<ServerSettings>().GetAsync(ServerSettings.OnlyId, Cancellation))!.Files.TrashDays.ShouldBe(7);
        await form.InvokeAsync(() => form.FindAll("input")[1].Input(""));
        await form.InvokeAsync(() => form.Find("form").Submit());
        await UntilAsync(() => form.Markup.ShouldNotContain("set here"));
        (await Documents<ServerSettings>().GetAsync(ServerSettings.OnlyId, Cancellation))!.Files.TrashDays.ShouldBeNull();
    }

    [Fact]
    public async Task More_days_than_can_be_given_are_told_before_they_are_saved()
    {
        var form = Render<FilesForm>(parameters => parameters.Add(one => one.Viewer, Administrator));
        await form.InvokeAsync(() => form.FindAll("input")[1].Input("100000"));
        await ShowsAsync(form, "3650");
        form.Find("button").HasAttribute("disabled").ShouldBeTrue();
    }
}
