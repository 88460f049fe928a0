using Bunit;
using Shouldly;
using Virtool.Components.Settings;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Xunit;

namespace Virtool.App.Tests.Components.Settings;

public sealed class WorkflowLimitsTests : PagesContext
{
    private static readonly Viewer Administrator = new("user0001", "nina", Administrator: true, new HashSet<Permission>());

    [Fact]
    public async Task A_workflow_shows_what_its_size_gives_and_is_given_limits_of_its_own()
    {
        var form = Show(Administrator);
        await ShowsAsync(form, "Pathoscope", "a large job", "of its size");
        form.FindAll("input").Select(input => input.GetAttribute("placeholder")).ShouldBe(["8", "15", "24", "1"]);
        await form.FindAll("input")[1].InputAsync("6");
        await form.FindAll("input")[2].InputAsync("0.5");
        await form.FindAll("input")[3].InputAsync("2");
        await form.Find("form").SubmitAsync(EventArgs.Empty);
        await ShowsAsync(form, "Saved.", "set here");
        var settings = (await Documents<ServerSettings>().GetAsync(ServerSettings.OnlyId, Cancellation))!;
        settings.Workflows["pathoscope"].ShouldBe(new WorkflowLimits { Mem = 6, Hours = 0.5 });
        settings.AgingHours.ShouldBe(2);
    }

    [Fact]
    public async Task What_does_not_fit_is_told_while_it_is_typed()
    {
        var form = Show(Administrator);
        await form.FindAll("input")[0].InputAsync("9");
        await ShowsAsync(form, "1 to 8 cores", "you gave 9");
        form.Find("button").HasAttribute("disabled").ShouldBeTrue();
        await form.FindAll("input")[0].InputAsync("");
        await form.FindAll("input")[2].InputAsync("0");
        await ShowsAsync(form, "more than 0", "you gave 0");
        await form.FindAll("input")[2].InputAsync("a day");
        await ShowsAsync(form, "“a day” is no number of hours");
    }

    [Fact]
    public async Task What_another_saved_shows_unless_something_is_typed()
    {
        var form = Show(Administrator);
        await AddAsync(new ServerSettings { Id = ServerSettings.OnlyId, Workflows = new Dictionary<string, WorkflowLimits> { ["pathoscope"] = new() { Proc = 3 } } });
        await UntilAsync(() => form.FindAll("input")[0].GetAttribute("value").ShouldBe("3"));
        await form.FindAll("input")[1].InputAsync("5");
        await Documents<ServerSettings>().UpdateAsync(ServerSettings.OnlyId, settings => settings with { AgingHours = 7 }, Cancellation);
        await UntilAsync(() => form.Find(".aging").TextContent.ShouldContain("set here"));
        form.FindAll("input")[1].GetAttribute("value").ShouldBe("5");
    }

    [Fact]
    public void Members_see_them_but_cannot_set_them()
    {
        var form = Show(Administrator with { Administrator = false });
        form.FindAll("input").ShouldAllBe(input => input.HasAttribute("disabled"));
        form.FindAll("button").ShouldBeEmpty();
    }

    private IRenderedComponent<WorkflowLimitsForm> Show(Viewer viewer) => Render<WorkflowLimitsForm>(parameters => parameters.Add(one => one.Viewer, viewer));
}
