using Bunit;
using Shouldly;
using Virtool.Components.Settings;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Components.Settings;

public sealed class SettingsTests : PagesContext
{
    private static readonly Viewer Administrator = new("user0001", "nina", Administrator: true, new HashSet<Permission>());

    [Fact]
    public async Task Limits_are_saved_and_empty_fields_show_what_the_machine_gives()
    {
        var form = Render<LimitsForm>(parameters => parameters.Add(one => one.Viewer, Administrator));
        await ShowsAsync(form, "8 cores and 16 GB");
        form.FindAll("input").Select(input => input.GetAttribute("placeholder")).ShouldBe(["8", "15", "8", "15", "4", "7"]);
        await form.FindAll("input")[0].InputAsync("6");
        await form.Find("form").SubmitAsync(EventArgs.Empty);
        await ShowsAsync(form, "Saved.");
        (await Documents<ServerSettings>().GetAsync(ServerSettings.OnlyId, Cancellation))!.Limits.ShouldBe(new JobLimits { Proc = 6 });
    }

    [Fact]
    public async Task A_limit_that_does_not_fit_is_told_with_both_numbers()
    {
        var form = Render<LimitsForm>(parameters => parameters.Add(one => one.Viewer, Administrator));
        await form.FindAll("input")[0].InputAsync("9");
        await ShowsAsync(form, "1 to 8 cores", "you gave 9");
        form.Find("button").HasAttribute("disabled").ShouldBeTrue();
        await form.FindAll("input")[0].InputAsync("many");
        await ShowsAsync(form, "“many” is no whole number");
    }

    [Fact]
    public void Members_see_the_limits_but_cannot_set_them()
    {
        var form = Render<LimitsForm>(parameters => parameters.Add(one => one.Viewer, Administrator with { Administrator = false }));
        form.FindAll("input").ShouldAllBe(input => input.HasAttribute("disabled"));
        form.FindAll("button").ShouldBeEmpty();
    }
}
