using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Analyses;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Blasts;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests.Components.Analyses.Contigs;

public sealed class ContigResultTests : PagesContext
{
    public override async ValueTask InitializeAsync()
    {
        Outgoing["Outgoing:Enabled"] = "true";
        await base.InitializeAsync();
    }

    [Fact]
    public async Task Contigs_with_a_hit_stand_beside_the_evidence_of_the_longest()
    {
        var page = await ShowAsync();
        await ShowsAsync(page, "Sequence 1", "RNA-dependent RNA polymerase", "2 contigs without a hit hidden", "1.2e-40", "vFam_99", "Match the host: removed", "of 12 in the assembly", "1 reading frame without a hit hidden", "Are there known sequences like it?");
        page.Find(".evidence h2").TextContent.ShouldBe("Sequence 1");
        page.FindAll(".hits a[data-hit]").Select(link => link.TextContent).ShouldBe(["Sequence 1", "Sequence 2", "Sequence 4"]);
        page.FindAll(".orf-lanes li").ShouldHaveSingleItem().TextContent.ShouldContain("Secoviridae 12");
        page.Find(".orf-lanes a").GetAttribute("aria-label")!.ShouldStartWith("ORF 0, frame +2, 2 to 1,201, 400 amino acids: RNA-dependent RNA polymerase");
        page.Find(".plot").GetAttribute("data-coverage").ShouldBe("/api/analyses/analysis/depths/sequence_1");
        page.Find("a[href='/hmms/hmm00001']").TextContent.ShouldBe("RNA-dependent RNA polymerase");
        page.Find("pre.nucleotides").TextContent.ShouldStartWith(">sequence_1|VT-0412|RNA-dependent RNA polymerase\nACGT");
    }

    [Fact]
    public async Task Filters_search_and_orders_stand_in_the_address()
    {
        var page = await ShowAsync("?show=all&sort=e&orfs=all");
        await ShowsAsync(page, "2 contigs without a hit shown", "Sequence 3", "1 reading frame without a hit shown");
        page.FindAll(".hits a[data-hit]").Select(link => link.TextContent).ShouldBe(["Sequence 1", "Sequence 2", "Sequence 4", "Sequence 3", "Sequence 0"]);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/analyses/analysis?find=secovirdae");
        await ShowsAsync(page, "2 of 3 contigs");
        Services.GetRequiredService<NavigationManager>().NavigateTo("/analyses/analysis?find=tobamovirus");
        await ShowsAsync(page, "No contig is found by “tobamovirus”");
    }

    [Fact]
    public async Task A_click_on_a_contig_shows_its_evidence_and_one_on_a_reading_frame_its_protein()
    {
        var page = await ShowAsync();
        await page.FindAll(".hits tbody").Single(body => body.TextContent.Contains("coat protein", StringComparison.Ordinal)).ClickAsync(new());
        await UntilAsync(() => page.Find(".evidence h2").TextContent.ShouldBe("Sequence 2"));
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("?hit=2");
        Services.GetRequiredService<NavigationManager>().NavigateTo("/analyses/analysis?hit=2&orf=0");
        await ShowsAsync(page, "matches too", "Protein of ORF 0", "MMMMM");
        page.FindAll(".orf-lanes li.selected").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Several_contigs_are_searched_for_at_once_and_the_panel_follows()
    {
        var page = await ShowAsync();
        await page.FindAll(".hits tbody input[type=checkbox]")[0].ChangeAsync(true);
        await page.FindAll(".hits tbody input[type=checkbox]")[1].ChangeAsync(true);
        await ShowsAsync(page, "2 contigs chosen");
        page.Find(".selection a[download]").GetAttribute("href")!.ShouldEndWith("contigs.fa?contig=1&contig=2");
        await page.Find(".selection button").ClickAsync();
        await ShowsAsync(page, "BLAST: 2 searches to go, one after another", "Waits for its turn: contigs are sent to NCBI one after another.");
        (await Documents<Blast>().CountAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldBe(2);
        await Documents<Blast>().UpdateAsync("analysis.1", blast => blast with { Rid = "ABCDEF", SentAt = Made.Now, LastCheckedAt = Made.Now, NextCheckAt = Made.Now.AddSeconds(8), Interval = 8, Trouble = "NCBI did not answer." }, Cancellation);
        await ShowsAsync(page, "its number there is ABCDEF", "NCBI is asked every 8\u00a0s whether it is done, then less often", "NCBI did not answer. It is tried again.");
        page.Find(".blast a[target=_blank]").GetAttribute("href")!.ShouldContain("RID=ABCDEF");
        await Documents<Blast>().UpdateAsync("analysis.1", blast => blast with { State = BlastState.Ready, Program = "BLASTN 2.17.0+", Target = "nt", FinishedAt = Made.Now, Hits = [MadeContigs.Alike] }, Cancellation);
        await ShowsAsync(page, "NC_005266.1", "74 %", "1e-120", "BLASTN 2.17.0+, database nt", "BLAST: 1 search to go", "74 % like Raspberry ringspot virus");
    }

    [Fact]
    public async Task A_search_is_cancelled_and_tried_again()
    {
        await AddAsync(MadeContigs.Blast(1, BlastState.Failed) with { Error = "NCBI does not know the number ABCDEF any more." });
        var page = await ShowAsync();
        await ShowsAsync(page, "The search did not work.", "NCBI does not know the number ABCDEF any more.");
        await Press(page, "Try again");
        await ShowsAsync(page, "Waits for its turn");
        await Press(page, "Cancel the search");
        await ShowsAsync(page, "The search was cancelled.");
        (await Documents<Blast>().GetAsync("analysis.1", Cancellation))!.State.ShouldBe(BlastState.Cancelled);
    }

    [Fact]
    public async Task Who_may_not_change_the_sample_starts_no_search()
    {
        SignIn(new Viewer("user0009", "zoe", false, new HashSet<Permission>()));
        var page = await ShowAsync();
        await ShowsAsync(page, "Nobody has looked yet.");
        page.FindAll(".blast button").ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_found_is_a_result_in_words()
    {
        var page = await ShowAsync(result: new NuvsResult { Id = "analysis", Note = "All reads belong to a virus of the reference or a host: none were left." });
        await ShowsAsync(page, "No contig was found", "none were left");
    }

    [Fact]
    public async Task Contigs_of_which_none_matches_a_profile_are_told_and_shown_when_asked_for()
    {
        var page = await ShowAsync(result: new NuvsResult { Id = "analysis", Contigs = [.. MadeContigs.Result().Contigs.Where(contig => contig.LeastE is null)] });
        await ShowsAsync(page, "No contig matches a profile", "None of 2 contigs");
        page.Find(".evidence h2").TextContent.ShouldBe("Sequence 3");
    }

    [Fact]
    public async Task Many_contigs_are_listed_two_hundred_at_a_time()
    {
        var many = new NuvsResult { Id = "analysis", Contigs = [.. Enumerable.Range(0, 450).Select(index => MadeContigs.Contig(index, 800, 4, [MadeContigs.Orf(0, 1, 0, 0, 420, MadeContigs.Hit(MadeContigs.Coat, 1e-9))]))] };
        var page = await ShowAsync(result: many);
        await ShowsAsync(page, "200 of 450 listed", "list 200 more");
        page.FindAll(".hits a[data-hit]").Count.ShouldBe(200);
    }

    [Fact]
    public async Task The_table_downloads_and_what_only_hits_have_are_those_of_the_workflow()
    {
        var page = await ShowAsync();
        await ShowsAsync(page, "All contigs, FASTA", "The whole assembly, FASTA, packed", "HMMER's table of hits");
        page.Find("a[href*=report]").GetAttribute("href").ShouldBe("/samples/sample01/report?analyses=analysis");
        page.FindAll("a[href*=compare]").ShouldBeEmpty();
    }

    private async Task<IRenderedComponent<AnalysisPage>> ShowAsync(string query = "", NuvsResult? result = null)
    {
        foreach (var hmm in MadeContigs.Profiles)
        {
            await AddAsync(hmm);
        }

        await AddAsync(Made.Sample());
        await AddAsync(MadeContigs.Analysis);
        await AddAsync(result ?? MadeContigs.Result());
        var page = At<AnalysisPage>($"/analyses/analysis{query}", parameters => parameters.Add(page => page.Id, "analysis"));
        await UntilAsync(() => page.FindAll(".evidence h2, .empty h2").ShouldNotBeEmpty());
        return page;
    }

    private static Task Press(IRenderedComponent<AnalysisPage> page, string label) =>
        page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == label).ClickAsync(new()));
}
