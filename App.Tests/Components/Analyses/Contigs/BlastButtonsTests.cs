using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Analyses.Contigs;
using Virtool.Domain.Blasts;
using Xunit;

namespace Virtool.App.Tests.Components.Analyses.Contigs;

public sealed class BlastButtonsTests : PagesContext
{
    [Fact]
    public void A_server_that_asks_nobody_outside_offers_no_search_at_NCBI_and_says_why()
    {
        var buttons = Render<BlastButtons>(parameters => parameters.Add(shown => shown.Service, Services.GetRequiredService<BlastService>()));

        buttons.FindAll("button").ShouldBeEmpty();
        buttons.Markup.ShouldContain("Outgoing:Enabled");
    }
}
