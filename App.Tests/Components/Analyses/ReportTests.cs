using Bunit;
using Shouldly;
using Virtool.App.Tests.Components.Analyses.Contigs;
using Virtool.Components.Analyses.Report;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Analyses.Crosstalk;
using Virtool.Domain.Analyses.Judging;
using Virtool.Domain.Analyses.Verdicts;
using Virtool.Domain.Blasts;
using Virtool.Domain.Links;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Components.Analyses;

public sealed class ReportTests : PagesContext
{
    [Fact]
    public async Task A_report_says_what_was_detected_what_not_and_how()
    {
        await AddAsync(Made.Sample() with { Host = "Apis mellifera", Control = new SampleControl(ControlKind.Positive, "Deformed wing virus"), Notes = "from hive 3" });
        await AddAsync(Made.Analysis() with { Tools = new Dictionary<string, string> { ["bowtie2"] = "2.5.4" } });
        await AddAsync(Found() with { InternalControl = new Link("phage", "Phage control"), InternalControlFound = true });
        await AddAsync(new AnalysisVerdicts { Id = "analysis", Sample = new Link("sample01", "VT-0412"), Verdicts = [new Verdict("odd", VerdictValue.Rejected, Nina, Made.Now, "not by PCR")] });
        var page = Report();
        await ShowsAsync(
            page,
            "Detected: Deformed wing virus.",
            "Rejected by the lab: Some other virus.",
            "Not detected: every other virus of the reference Bee viruses, index version 3.",
            "rejected by nina, 2 Jan 2026: not by PCR",
            "The internal control Phage control was found.",
            "Neither the run nor the folder of the sample is known",
            "bowtie2 2.5.4",
            "fewer than the 5,000,000",
            "Apis mellifera",
            "from hive 3",
            "Limits",
            "version 1: strong above 50 % coverage");
    }

    [Fact]
    public async Task A_sample_without_viruses_and_one_without_analyses_are_said_to_be_so()
    {
        await AddAsync(Made.Sample());
        var page = Report();
        await ShowsAsync(page, "Not analysed.");
        await AddAsync(Made.Analysis());
        await AddAsync(new AnalysisViruses { Id = "analysis", RuleVersion = 1 });
        page = Report("?analyses=analysis");
        await ShowsAsync(page, "Not detected: no virus of Bee viruses.", "None detected.", "Not detected: every virus of the reference Bee viruses");
    }

    [Fact]
    public async Task Contigs_stand_in_the_report_with_what_they_match_and_what_is_like_them()
    {
        await AddAsync(Made.Sample());
        await AddAsync(MadeContigs.Analysis with { Tools = new Dictionary<string, string> { ["spades.py"] = "4.2.0" } });
        await AddAsync(MadeContigs.Result());
        foreach (var profile in MadeContigs.Profiles)
        {
            await AddAsync(profile);
        }

        await AddAsync(MadeContigs.Blast(2, BlastState.Ready) with { Target = "nt", FinishedAt = Made.Now, Hits = [MadeContigs.Alike] });
        await AddAsync(MadeContigs.Blast(1, BlastState.Ready) with { Target = "nt", FinishedAt = Made.Now });
        var page = Report();
        await ShowsAsync(
            page,
            "3 of 5 contigs match profiles of viruses' proteins: Secoviridae; Picornaviridae.",
            "Like its contigs, by BLAST: Raspberry ringspot virus.",
            "BLAST: 74 % like Raspberry ringspot virus (NC_005266.1) over",
            "BLAST found nothing like it, database nt, 2 Jan 2026.",
            "a clue, no proof",
            "spades.py 4.2.0",
            "In a contig that was kept",
            "HMMER",
            "Contigs may stop short of the ends of a genome");
        page.Markup.ShouldNotContain("Not analysed");
        page.Markup.ShouldNotContain("Pathoscope");
        page.FindAll("tbody th").Select(cell => cell.TextContent).Where(text => text.StartsWith("Sequence", StringComparison.Ordinal)).ShouldBe(["Sequence 1", "Sequence 2", "Sequence 4"]);
    }

    [Fact]
    public async Task Only_the_analyses_that_were_asked_for_stand_in_the_report()
    {
        await AddAsync(Made.Sample());
        await AddAsync(Made.Analysis());
        await AddAsync(Found());
        await AddAsync(MadeContigs.Analysis with { Id = "assembly" });
        await AddAsync(MadeContigs.Result() with { Id = "assembly", Contigs = [] });
        var page = Report("?analyses=assembly");
        await ShowsAsync(page, "No contig with a reading frame could be put together.");
        page.Markup.ShouldNotContain("Deformed wing virus");
        page = Report("?analyses=");
        await ShowsAsync(page, "No contig with a reading frame could be put together.", "Detected: Deformed wing virus.");
    }

    [Fact]
    public void A_report_lists_the_best_contigs_and_counts_the_others()
    {
        var result = new NuvsResult
        {
            Id = "analysis",
            Contigs = [.. Enumerable.Range(0, 45).Select(index => MadeContigs.Contig(index, 600, 3, [MadeContigs.Orf(0, 1, 0, 0, 330, MadeContigs.Hit(MadeContigs.Coat, 1e-9 * (45 - index)))]))],
        };
        var one = ReportedAssembly.Of(MadeContigs.Analysis, result, new Dictionary<string, ContigProfile>(), []);
        one.Told.Count.ShouldBe(ReportedAssembly.Most);
        one.Told[0].Row.Contig.Index.ShouldBe(44);
        one.Hidden.ShouldBe("The 40 with the smallest E-values are listed, of 45.");
        ReportedAssembly.Of(MadeContigs.Analysis, null, new Dictionary<string, ContigProfile>(), []).Found.ShouldContain("cannot be read");
    }

    [Theory]
    [InlineData(Trust.Strong, null, ReportedAs.Detected)]
    [InlineData(Trust.Doubtful, null, ReportedAs.Open)]
    [InlineData(Trust.Weak, null, ReportedAs.Weak)]
    [InlineData(Trust.Reassigned, null, ReportedAs.Weak)]
    [InlineData(Trust.Weak, VerdictValue.Confirmed, ReportedAs.Detected)]
    [InlineData(Trust.Strong, VerdictValue.Rejected, ReportedAs.Rejected)]
    [InlineData(Trust.Strong, VerdictValue.Inconclusive, ReportedAs.Open)]
    public void The_word_of_the_lab_comes_before_that_of_the_rule(Trust trust, VerdictValue? value, ReportedAs told)
    {
        var verdict = value is { } given ? new Verdict("v", given, Nina, Made.Now) : null;
        new ReportedHit(new FoundVirus("v", "V", "") { Trust = trust }, verdict, []).As.ShouldBe(told);
    }

    [Fact]
    public void A_strong_hit_that_may_have_spilled_over_is_not_called_detected()
    {
        CrosstalkFlag flag = new("v", CrosstalkKind.SpillOver, "Another has more.", 1, 1000, null);
        new ReportedHit(new FoundVirus("v", "V", "") { Trust = Trust.Strong }, null, [flag]).As.ShouldBe(ReportedAs.Open);
    }

    [Fact]
    public void Weak_hits_are_counted_and_named()
    {
        var one = ReportedAnalysis.Of(
            Made.Analysis(),
            new AnalysisViruses { Id = "analysis", Viruses = [new FoundVirus("v", "Weak virus", "") { Trust = Trust.Weak }] },
            new AnalysisVerdicts { Id = "analysis", Sample = Nina },
            CrosstalkReport.None,
            TrustRule.First);
        one.Detected.ShouldBe("Not detected: no virus of Bee viruses.");
        one.NotDetected.ShouldEndWith("1 virus of these had weak hits, which are usually not there: Weak virus.");
    }

    private IRenderedComponent<ReportPage> Report(string query = "") => At<ReportPage>($"/samples/sample01/report{query}", parameters => parameters.Add(page => page.Id, "sample01"));

    private static AnalysisViruses Found() => new()
    {
        Id = "analysis",
        RuleVersion = 1,
        Viruses =
        [
            new FoundVirus("dwv", "Deformed wing virus", "DWV") { Weight = 0.99, Initial = 0.9, Reads = 23_990, Coverage = 1, MedianDepth = 10, Depth = 10, Length = 1000, Trust = Trust.Strong, Reason = "100 % of the genome is covered." },
            new FoundVirus("odd", "Some other virus", "") { Weight = 0.01, Reads = 7, Coverage = 0.3, Trust = Trust.Doubtful, Reason = "30 % of the genome is covered." },
        ],
    };
}
