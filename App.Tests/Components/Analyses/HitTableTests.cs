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
        var virus = HitTable.Of(Made.Result(), null, 72).Viruses[0];
        virus.Otu.Name.ShouldBe("Deformed wing virus");
        virus.Weight.ShouldBe(0.9996, 1e-9);
        virus.Initial.ShouldBe(0.90, 1e-9);
        virus.Found.Reads.ShouldBe(23_990);
        virus.Found.Coverage.ShouldBe(1.0);
        virus.Found.Trust.ShouldBe(Trust.Strong);
        virus.Isolates[0].Isolate.Id.ShouldBe("iso2");
    }

    [Fact]
    public void What_reassignment_took_away_stays_in_sight()
    {
        var table = HitTable.Of(Made.Result(), null, 72);
        var robbed = table.Viruses.Single(virus => virus.Otu.Id == "vdv");
        robbed.IsRemoved.ShouldBeTrue();
        table.Listed(showsWeak: true)[^1].ShouldBe(robbed);
        robbed.Hidden.ShouldBeFalse();
        Weights.Text(robbed.Initial).ShouldBe("0.100");
        Weights.Text(robbed.Weight).ShouldBe("0.0004");
    }

    [Fact]
    public void Weak_hits_are_hidden_and_counted()
    {
        var table = HitTable.Of(Made.Result(), null, 72);
        table.Viruses.Single(virus => virus.Otu.Id == "odd").Hidden.ShouldBeTrue();
        table.HiddenCount.ShouldBe(1);
    }

    [Theory]
    [InlineData(10, 72, true)]
    [InlineData(12, 72, false)]
    [InlineData(10, null, false)]
    public void A_doubtful_virus_with_fewer_reads_than_would_cover_it_once_is_hidden(int reads, int? longestRead, bool hidden)
    {
        var hit = Made.Hit("HM067437.1", "dwv", "iso2", 1, 1, 0.4);
        var result = Made.Result() with { Hits = [hit with { Final = hit.Final with { Reads = reads } }] };
        HitTable.Of(result, null, longestRead).Viruses[0].Hidden.ShouldBe(hidden);
    }

    [Fact]
    public void Judgements_and_numbers_that_were_kept_with_the_result_come_first()
    {
        var kept = new FoundVirus("odd", "Some other virus", "") { Weight = 0.0003, Reads = 7, Coverage = 0.9, Trust = Trust.Strong, Reason = "Kept." };
        var table = HitTable.Of(Made.Result(), new AnalysisViruses { Id = "analysis", Viruses = [kept] }, 72);
        table.HiddenCount.ShouldBe(0);
        table.Viruses.Single(virus => virus.Otu.Id == "odd").Judgement.Reason.ShouldBe("Kept.");
    }

    [Fact]
    public void The_internal_control_is_never_hidden()
    {
        var control = new FoundVirus("odd", "Some other virus", "") { Trust = Trust.Weak, IsInternalControl = true };
        HitTable.Of(Made.Result(), new AnalysisViruses { Id = "analysis", Viruses = [control] }, 72).HiddenCount.ShouldBe(0);
    }

    [Fact]
    public void Isolates_of_little_weight_are_counted()
    {
        var result = new AnalysisResult
        {
            Id = "r",
            Hits = [Made.Hit("a", "v", "i1", 0.98, 0.98, 1), Made.Hit("b", "v", "i2", 0.02, 0.02, 0.1)],
            Otus = [new HitOtu("v", "Virus", "", 0, [Made.Isolate("i1", "a"), Made.Isolate("i2", "b")])],
        };
        HitTable.Of(result, null, null).HiddenIsolates(showsWeak: false).ShouldBe(1);
    }

    [Fact]
    public void Two_hundred_viruses_are_tabulated_in_a_moment()
    {
        const int viruses = 200;
        const int isolates = 4;
        var random = new Random(8);
        var places = Enumerable.Range(0, viruses).Select(virus => new HitOtu($"v{virus}", $"Virus {virus}", "", 0, [.. Enumerable.Range(0, isolates).Select(isolate => new HitIsolate($"i{virus}.{isolate}", "A", true, [new HitSequence($"s{virus}.{isolate}", "X", "", null, 10_000)]))])).ToArray();
        var hits = places.SelectMany(otu => otu.Isolates.Select(isolate => Made.Hit("X", otu.Id, isolate.Id, 0.001, 0.001, 0.9, [.. Enumerable.Range(0, 400).Select(at => new[] { at * 25, random.Next(200) })]) with { Id = isolate.Sequences[0].Id, Length = 10_000 })).ToArray();
        var result = new AnalysisResult { Id = "r", Hits = hits, Otus = places };
        var started = TimeProvider.System.GetTimestamp();
        HitTable.Of(result, null, 151).Viruses.Count.ShouldBe(viruses);
        var took = TimeProvider.System.GetElapsedTime(started);
        TestContext.Current.SendDiagnosticMessage($"200 viruses with 800 sequences: {took.TotalMilliseconds:0} ms");
        took.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_well_covered_isolate_is_shown_however_small_its_weight()
    {
        var virus = HitTable.Of(Made.Result(), null, 72).Viruses[0];
        virus.Shown.Select(row => row.Isolate.Id).ShouldBe(["iso2", "iso1", "iso3"]);
    }

    [Fact]
    public void Segments_without_reads_lower_the_coverage_and_the_median_depth()
    {
        var isolate = new HitIsolate("i", "Isolate A", true, [new HitSequence("sa", "a", "", "RNA 2", 1000), new HitSequence("sb", "b", "", "RNA 1", 3000)]);
        var result = new AnalysisResult { Id = "r", Hits = [Made.Hit("b", "v", "i", 1, 1, 1.0, [[0, 8]]) with { Length = 3000 }], Otus = [new HitOtu("v", "Virus", "", 0, [isolate])] };
        var row = HitTable.Of(result, null, 72).Viruses[0].Isolates[0];
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
        var virus = HitTable.Of(result, null, 72).Viruses[0];
        virus.Columns.Count.ShouldBe(VirusRow.ColumnCount);
        virus.Columns[0].ShouldBe(9);
        virus.Columns[^1].ShouldBe(4);
        virus.Found.MedianDepth.ShouldBe(6.5);
        virus.Found.Depth.ShouldBe(6.5);
    }

    [Fact]
    public void Viruses_are_sorted_as_asked()
    {
        HitTable.Of(Made.Result(), null, 72).By(HitOrder.Name).Viruses.Select(virus => virus.Otu.Id).ShouldBe(["dwv", "odd", "vdv"]);
        HitTable.Of(Made.Result(), null, 72).By(HitOrder.Coverage).Viruses.Select(virus => virus.Otu.Id).ShouldBe(["dwv", "odd", "vdv"]);
        HitTable.Of(Made.Result(), null, 72).Viruses.Select(virus => virus.Otu.Id).ShouldBe(["dwv", "vdv", "odd"]);
        HitTable.Of(Made.Result(), null, 72).By(HitOrder.Reads, isTurned: true).Viruses.Select(virus => virus.Otu.Id).ShouldBe(["odd", "vdv", "dwv"]);
    }

    [Fact]
    public void Segments_are_joined_in_the_order_of_the_schema()
    {
        HitIsolate isolate = new("i", "A", true, [new HitSequence("sb", "b", "", "L", 3000), new HitSequence("sa", "a", "", "S", 1000)]);
        var result = new AnalysisResult { Id = "r", Hits = [Made.Hit("b", "v", "i", 1, 1, 1.0, [[0, 8]]) with { Length = 3000 }], Otus = [new HitOtu("v", "Virus", "", 0, [isolate]) { Schema = ["S", "L"] }] };
        var virus = HitTable.Of(result, null, 72).Viruses[0];
        virus.Joints.ShouldBe([0.25]);
        virus.Columns[0].ShouldBe(0);
        virus.Columns[^1].ShouldBe(8);
        virus.Isolates[0].Sequences.Select(row => row.Sequence.Segment).ShouldBe(["S", "L"]);
    }

    [Fact]
    public void No_hits_are_an_empty_table() => HitTable.Of(new AnalysisResult { Id = "r" }, null, null).Viruses.ShouldBeEmpty();
}
