using Shouldly;
using Virtool.Components.Analyses;
using Virtool.Domain.Analyses;
using Xunit;

namespace Virtool.App.Tests.Components.Analyses;

public sealed class HitTableTests
{
    [Fact]
    public void Weights_of_isolates_are_summed_and_the_best_coverage_counts()
    {
        var virus = HitTable.Of(Made.Result(), 24_000, 72).Viruses[0];
        virus.Otu.Name.ShouldBe("Deformed wing virus");
        virus.Weight.ShouldBe(0.9996, 1e-9);
        virus.Initial.ShouldBe(0.90, 1e-9);
        virus.Reads.ShouldBe(0.9996 * 24_000, 1e-6);
        virus.Coverage.ShouldBe(1.0);
        virus.Trust.ShouldBe(Trust.Strong);
        virus.Isolates[0].Isolate.Id.ShouldBe("iso2");
    }

    [Fact]
    public void What_reassignment_took_away_stays_in_sight()
    {
        var table = HitTable.Of(Made.Result(), 24_000, 72);
        var robbed = table.Viruses.Single(virus => virus.Otu.Id == "vdv");
        robbed.Trust.ShouldBe(Trust.Reassigned);
        robbed.Hidden.ShouldBeFalse();
        Weights.Text(robbed.Initial).ShouldBe("0.100");
        Weights.Text(robbed.Weight).ShouldBe("0.0004");
    }

    [Fact]
    public void Weak_hits_are_hidden_and_counted()
    {
        var table = HitTable.Of(Made.Result(), 24_000, 72);
        table.Viruses.Single(virus => virus.Otu.Id == "odd").Hidden.ShouldBeTrue();
        table.HiddenCount.ShouldBe(1);
    }

    [Fact]
    public void Fewer_reads_than_would_cover_most_of_the_genome_once_are_a_weak_hit()
    {
        var result = Made.Result() with { Hits = [Made.Hit("HM067437.1", "dwv", "iso2", 1, 1, 0.6)] };
        HitTable.Of(result, 10, 72).Viruses[0].Hidden.ShouldBeTrue();
        HitTable.Of(result, 12, 72).Viruses[0].Hidden.ShouldBeFalse();
        HitTable.Of(result, 10, null).Viruses[0].Hidden.ShouldBeFalse();
    }

    [Fact]
    public void A_well_covered_isolate_is_shown_however_small_its_weight()
    {
        var virus = HitTable.Of(Made.Result(), 24_000, 72).Viruses[0];
        virus.Shown.Select(row => row.Isolate.Id).ShouldBe(["iso2", "iso1", "iso3"]);
    }

    [Fact]
    public void Segments_without_reads_lower_the_coverage_and_the_median_depth()
    {
        var isolate = new HitIsolate("i", "Isolate A", true, [new HitSequence("sa", "a", "", "RNA 2", 1000), new HitSequence("sb", "b", "", "RNA 1", 3000)]);
        var result = new AnalysisResult { Id = "r", Hits = [Made.Hit("b", "v", "i", 1, 1, 1.0, [[0, 8]]) with { Length = 3000 }], Otus = [new HitOtu("v", "Virus", "", 0, [isolate])] };
        var row = HitTable.Of(result, 5_000, 72).Viruses[0].Isolates[0];
        row.Sequences.Select(sequence => sequence.Sequence.Segment).ShouldBe(["RNA 1", "RNA 2"]);
        row.Coverage.ShouldBe(0.75);
        row.Depth.ShouldBe(8);
        row.Sequences[1].Weight.ShouldBe(0);
    }

    [Fact]
    public void A_virus_is_as_deep_as_its_deepest_isolate_base_by_base()
    {
        var result = new AnalysisResult
        {
            Id = "r",
            Hits = [Made.Hit("a", "v", "i1", 0.5, 0.5, 0.5, [[0, 9], [499, 9], [500, 0], [999, 0]]), Made.Hit("b", "v", "i2", 0.5, 0.5, 0.5, [[0, 1], [499, 1], [500, 4], [999, 4]])],
            Otus = [new HitOtu("v", "Virus", "", 0, [Made.Isolate("i1", "a"), Made.Isolate("i2", "b")])],
        };
        var virus = HitTable.Of(result, 5_000, 72).Viruses[0];
        virus.Columns.Count.ShouldBe(VirusRow.ColumnCount);
        virus.Columns[0].ShouldBe(9);
        virus.Columns[^1].ShouldBe(4);
        virus.Depth.ShouldBe(6.5);
    }

    [Fact]
    public void Viruses_are_sorted_as_asked()
    {
        HitTable.Of(Made.Result(), 24_000, 72, HitOrder.Name).Viruses.Select(virus => virus.Otu.Id).ShouldBe(["dwv", "odd", "vdv"]);
        HitTable.Of(Made.Result(), 24_000, 72, HitOrder.Coverage).Viruses.Select(virus => virus.Otu.Id).ShouldBe(["dwv", "odd", "vdv"]);
        HitTable.Of(Made.Result(), 24_000, 72).Viruses.Select(virus => virus.Otu.Id).ShouldBe(["dwv", "vdv", "odd"]);
    }

    [Fact]
    public void No_hits_are_an_empty_table() => HitTable.Of(new AnalysisResult { Id = "r" }, 0, null).Viruses.ShouldBeEmpty();
}
