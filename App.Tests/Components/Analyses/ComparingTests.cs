using Bunit;
using Shouldly;
using Virtool.Components.Analyses.Comparing;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Comparing;
using Virtool.Domain.Analyses.Verdicts;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Components.Analyses;

public sealed class ComparingTests : PagesContext
{
    [Fact]
    public async Task Viruses_stand_against_samples_with_marks_verdicts_and_links()
    {
        await PutRunAsync();
        var page = At<MatrixPage>("/analyses/matrix?samples=sample01,sample02,sample03,sample04");
        await ShowsAsync(page, "Bee viruses · 4 samples", "negative control", "not analysed", "1 virus with weak hits only hidden", "Expected virus was not found in the positive control Positive of the run");
        page.FindAll("table.matrix tbody tr").Count.ShouldBe(1);
        var cells = page.FindAll("table.matrix tbody td");
        cells[0].TextContent.ShouldStartWith("90 %");
        cells[0].QuerySelector("a")!.GetAttribute("href").ShouldBe("/analyses/analysi1?hit=dwv");
        cells[0].QuerySelectorAll(".flag").Select(flag => flag.TextContent).ShouldBe(["N", "✓"]);
        cells[3].ClassList.ShouldContain("none");
    }

    [Theory]
    [InlineData("reads", "5,000")]
    [InlineData("weight", "0.900")]
    [InlineData("nothing", "90 %")]
    public async Task The_cells_tell_what_is_asked_for(string show, string text)
    {
        await PutRunAsync();
        var page = At<MatrixPage>($"/analyses/matrix?samples=sample01&show={show}&weak=show");
        await ShowsAsync(page, "2 viruses", text, "1 virus with weak hits only shown");
    }

    [Fact]
    public async Task Without_samples_it_says_how_to_choose_them() =>
        await ShowsAsync(At<MatrixPage>("/analyses/matrix"), "Nothing to compare yet");

    [Fact]
    public async Task Two_analyses_of_a_sample_are_compared_virus_by_virus()
    {
        await PutRunAsync();
        await AddAsync(Of("analysi9", "sample01") with { Index = new IndexLink("index009", 4) });
        await AddAsync(new AnalysisViruses { Id = "analysi9", RuleVersion = 1, Viruses = [Virus("dwv", Trust.Strong, 5_000)] });
        var page = At<ComparisonPage>("/analyses/compare?one=analysi1&other=analysi9");
        await ShowsAsync(page, "Two analyses of One", "version 3", "version 4", "1 virus judged differently", "not detected");
        page.FindAll("tr.differs").Count.ShouldBe(1);
    }

    [Fact]
    public void Reads_are_shaded_by_their_logarithm()
    {
        MatrixCell few = new(Virus("a", Trust.Strong, 9), 0, [], null);
        MatrixCell many = new(Virus("a", Trust.Strong, 999), 0, [], null);
        var view = new MatrixView(new AnalysisMatrix(Nina, [], [new MatrixRow("a", "A", "", false, [few, many])]), MatrixMeasure.Reads, false);
        view.Shade(many).ShouldBe(1, 1e-9);
        view.Shade(few).ShouldBe(1 / 3d, 1e-3);
    }

    private async Task PutRunAsync()
    {
        await AddAsync(new Reference { Id = "referenc", Name = "Bee viruses", User = Nina });
        var run = new RunPlace("run7");
        await AddAsync(Made.Sample("sample01", "One") with { Run = run });
        await AddAsync(Made.Sample("sample02", "Water") with { Run = run, Control = new SampleControl(ControlKind.Negative) });
        await AddAsync(Made.Sample("sample03", "Positive") with { Run = run, Control = new SampleControl(ControlKind.Positive, "Expected virus") });
        await AddAsync(Made.Sample("sample04", "Later"));
        await AddAsync(Of("analysi1", "sample01"));
        await AddAsync(Of("analysi2", "sample02"));
        await AddAsync(Of("analysi3", "sample03"));
        await AddAsync(new AnalysisViruses { Id = "analysi1", RuleVersion = 1, Viruses = [Virus("dwv", Trust.Strong, 5_000), Virus("odd", Trust.Weak, 2)] });
        await AddAsync(new AnalysisViruses { Id = "analysi2", RuleVersion = 1, Viruses = [Virus("dwv", Trust.Weak, 60)] });
        await AddAsync(new AnalysisViruses { Id = "analysi3", RuleVersion = 1 });
        await AddAsync(new AnalysisVerdicts { Id = "analysi1", Sample = new Link("sample01", "One"), Verdicts = [new Verdict("dwv", VerdictValue.Confirmed, Nina, Made.Now)] });
    }

    private static Analysis Of(string id, string sample) => Made.Analysis() with { Id = id, Sample = new Link(sample, sample == "sample01" ? "One" : sample) };

    private static FoundVirus Virus(string id, Trust trust, double reads) =>
        new(id, id, "") { Weight = 0.9, Initial = 0.9, Reads = reads, Coverage = 0.9, MedianDepth = 5, Depth = 5, Length = 1000, Trust = trust, Reason = "So it is." };
}
