using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Outgoing;
using Virtool.Components.Otus;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Xunit;
using Task = System.Threading.Tasks.Task;

namespace Virtool.App.Tests.Components.Otus;

public sealed class SequenceFormTests : PagesContext, IAsyncLifetime
{
    private NcbiStandIn _ncbi = null!;

    public override async ValueTask InitializeAsync()
    {
        _ncbi = await NcbiStandIn.StartAsync(Cancellation);
        (Outgoing["Outgoing:GenBank"], Outgoing["Outgoing:Enabled"]) = (_ncbi.Address, "true");
        await base.InitializeAsync();
        await AddAsync(References.References.Plants());
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _ncbi.DisposeAsync();
    }

    [Fact]
    public async Task A_sequence_is_filled_in_from_GenBank_with_the_segment_that_the_virus_has()
    {
        var form = await FormAsync("DNA-R", "dna-m");
        await FillAsync(form, "NC_010317");
        await ShowsAsync(form, "Filled in from NC_010317.1. Look it over before you save.", "60 nucleotides");
        form.FindAll("input").Select(input => input.GetAttribute("value")).ShouldBe(["NC_010317.1", "Abaca bunchy top virus DNA-M, complete genome and what else there is to say of it", "Musa sp."]);
        form.Find("select").GetAttribute("value").ShouldBe("dna-m");
    }

    [Fact]
    public async Task What_GenBank_does_not_have_is_a_sentence_and_nothing_is_lost()
    {
        var form = await FormAsync();
        await form.InvokeAsync(() => form.Find("textarea").Input("ACGT"));
        await FillAsync(form, "NC_999999");
        await ShowsAsync(form, "GenBank has no nucleotide record NC_999999.", "4 nucleotides");
    }

    private async Task<IRenderedComponent<SequenceForm>> FormAsync(params string[] segments)
    {
        var virus = await Services.GetRequiredService<OtuService>().CreateAsync(
            Viewer.Server, "plants01", References.References.Virus("Abaca bunchy top virus", "ABTV", "EF546802.1") with { Schema = [.. segments.Select(name => new Segment(name))] }, Cancellation);
        return Render<SequenceForm>(parameters => parameters
            .Add(form => form.Reference, References.References.Plants())
            .Add(form => form.Joined, virus)
            .Add(form => form.IsolateId, virus.Otu.Isolates[0].Id)
            .Add(form => form.Save, _ => Task.CompletedTask));
    }

    private static async Task FillAsync(IRenderedComponent<SequenceForm> form, string accession)
    {
        await form.InvokeAsync(() => form.Find("input").Input(accession));
        await form.InvokeAsync(() => form.FindAll("button").First(button => button.TextContent == "Fill in from GenBank").Click());
    }
}
