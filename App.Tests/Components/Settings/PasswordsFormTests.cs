using Bunit;
using Shouldly;
using Virtool.Components.Settings;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Xunit;

namespace Virtool.App.Tests.Components.Settings;

public sealed class PasswordsFormTests : PagesContext
{
    private static readonly Viewer Administrator = new(Nina.Id, Nina.Name, Administrator: true, new HashSet<Permission>());

    [Fact]
    public async Task The_shortest_password_is_set_and_never_below_eight_characters()
    {
        var form = Render<PasswordsForm>(parameters => parameters.Add(one => one.Viewer, Administrator));
        foreach (var wrong in new[] { "7", "65", "", "ten" })
        {
            await form.InvokeAsync(() => form.Find("input").Input(wrong));
            await ShowsAsync(form, "at least 8 to 64 characters");
            form.Find("button").HasAttribute("disabled").ShouldBeTrue();
        }

        await form.InvokeAsync(() => form.Find("input").Input("12"));
        await form.InvokeAsync(() => form.Find("form").Submit());
        await ShowsAsync(form, "Saved.");
        (await Documents<ServerSettings>().GetAsync(ServerSettings.OnlyId, Cancellation))!.Users.MinimumPasswordLength.ShouldBe(12);
    }

    [Fact]
    public void Others_see_it_and_change_nothing()
    {
        var form = Render<PasswordsForm>(parameters => parameters.Add(one => one.Viewer, Administrator with { Administrator = false }));
        form.Find("input").HasAttribute("disabled").ShouldBeTrue();
        form.FindAll("button").ShouldBeEmpty();
    }
}
