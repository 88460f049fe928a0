using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Subtractions;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Subtractions;
using Xunit;

namespace Virtool.App.Tests.Components.Subtractions;

public sealed class SubtractionPagesTests : PagesContext
{
    private static readonly Subtraction Tomato = new()
    {
        Id = "host0001", Name = "Tomato", File = new Link("genome01", "tomato.fa.gz"), User = Made.Nina, JobId = "job00001", CreatedAt = Made.Now,
    };

    [Fact]
    public async Task One_is_made_of_a_genome_that_came_in_and_its_name_is_suggested()
    {
        var list = At<SubtractionList>("/subtractions?new=yes");
        await ShowsAsync(list, "No genome is stored yet.");
        await AddAsync(new StoredFile { Id = "genome01", Name = "Solanum_lycopersicum.fa.gz", Type = FileType.Subtraction, Ready = true, Readers = RightsRules.Everyone });
        await ShowsAsync(list, "Solanum_lycopersicum.fa.gz", "from a watched folder");
        await list.InvokeAsync(() => list.Find("input[name=genome-file]").Change("on"));
        list.Find("form.form input").GetAttribute("value").ShouldBe("Solanum lycopersicum");
        await list.InvokeAsync(() => list.Find("form.form").Submit());
        await UntilAsync(() => Services.GetRequiredService<NavigationManager>().Uri.ShouldContain("/subtractions/"));
        (await Documents<Subtraction>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldHaveSingleItem().Name.ShouldBe("Solanum lycopersicum");
    }

    [Fact]
    public async Task The_list_follows_what_is_built()
    {
        var list = At<SubtractionList>("/subtractions");
        await ShowsAsync(list, "No subtractions yet", "Make one");
        await AddAsync(Tomato);
        await AddAsync(Made.Job() with { Task = "create_subtraction" });
        await ShowsAsync(list, "Tomato", "being built 40 %", "1 subtraction");
        await Documents<Subtraction>().UpdateAsync(Tomato.Id, one => one with { Ready = true, Count = 1_234, Gc = new NucleotideShares(0.3, 0.3, 0.15, 0.15, 0.1) }, Cancellation);
        await ShowsAsync(list, "ready", "1,234", "33.3 %");
    }

    [Fact]
    public async Task Its_page_tells_its_composition_its_job_and_what_uses_it()
    {
        await AddAsync(Tomato);
        await AddAsync(Made.Job() with { Task = "create_subtraction", Steps = [new JobStep("map_isolates", "Bowtie build")] });
        var page = Show();
        await ShowsAsync(page, "Its index is being built: Bowtie build.", "It shows here as soon as the genome is counted.");
        page.FindAll("a[download]").ShouldBeEmpty();
        await Documents<Subtraction>().UpdateAsync(Tomato.Id, one => one with { Ready = true, Count = 12, Gc = new NucleotideShares(0.331, 0.319, 0.17, 0.17, 0.01) }, Cancellation);
        await AddAsync(Made.Sample() with { Subtractions = [new Link(Tomato.Id, "Tomato")] });
        await AddAsync(Made.Analysis() with { Subtractions = [new Link(Tomato.Id, "Tomato")] });
        await ShowsAsync(page, "33.1 %", "VT-0412", "Pathoscope, Bee viruses");
        page.Find("a[download]").GetAttribute("href").ShouldBe("/download/subtractions/host0001");
        page.Find("figure svg").GetAttribute("aria-label")!.ShouldContain("A 33.1 %");
    }

    [Fact]
    public async Task It_is_renamed_and_what_keeps_it_from_being_deleted_is_said()
    {
        await AddAsync(Tomato with { Ready = true });
        await AddAsync(Made.Sample() with { Subtractions = [new Link(Tomato.Id, "Tomato")] });
        var page = Show();
        await ShowsAsync(page, "Delete it");
        await page.InvokeAsync(() => page.Find("button.push").Click());
        await page.InvokeAsync(() => page.Find("form.form input").Input("Melon"));
        await page.InvokeAsync(() => page.Find("form.form").Submit());
        await ShowsAsync(page, "Melon");
        await page.InvokeAsync(() => page.Find(".deeds button").Click());
        await page.InvokeAsync(() => page.Find(".deeds button").Click());
        await ShowsAsync(page, "Melon cannot be deleted: 1 sample has it as a default subtraction.");
    }

    [Fact]
    public async Task Who_may_not_change_subtractions_is_told_so_and_sees_no_button()
    {
        SignIn(administrator: false);
        await AddAsync(Tomato with { Error = "The disk is full." });
        var list = At<SubtractionList>("/subtractions?new=yes");
        await ShowsAsync(list, "You may not make subtractions", "failed");
        var page = Show();
        await ShowsAsync(page, "This subtraction could not be built.", "The disk is full.");
        page.FindAll("button").ShouldBeEmpty();
    }

    private IRenderedComponent<SubtractionPage> Show() => At<SubtractionPage>("/subtractions/host0001", parameters => parameters.Add(page => page.Id, "host0001"));
}
