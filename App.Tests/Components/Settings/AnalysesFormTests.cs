using Bunit;
using Shouldly;
using Virtool.Components.Settings;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Xunit;

namespace Virtool.App.Tests.Components.Settings;

public sealed class AnalysesFormTests : PagesContext
{
    [Fact]
    public async Task The_share_of_spill_over_is_set_in_percent()
    {
        var form = Render<AnalysesForm>(parameters => parameters.Add(one => one.Viewer, new Viewer(Nina.Id, Nina.Name, Administrator: true, new HashSet<Permission>())));
        await ShowsAsync(form, "version 1 of the rule of trust");
        await UntilAsync(() => form.Find("input").GetAttribute("value").ShouldBe("1"));
        foreach (var wrong in new[] { "-1", "101", "", "ten" })
        {
            await form.InvokeAsync(() => form.Find("input").Input(wrong));
            await ShowsAsync(form, "from 0 to 1 (0 to 100 %)");
        }

        await form.InvokeAsync(() => form.Find("input").Input("0.5"));
        await form.InvokeAsync(() => form.Find("form").Submit());
        await ShowsAsync(form, "Saved.");
        (await Documents<ServerSettings>().GetAsync(ServerSettings.OnlyId, Cancellation))!.Analyses.SpillOverShare.ShouldBe(0.005);
    }
}
