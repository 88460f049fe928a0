using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Virtool.Bio;
using Virtool.Bio.Pathoscope;
using Xunit;

namespace Virtool.App.Tests.Bio;

public class PathoscopeTests
{
    private static readonly Dictionary<string, int> Lengths = new() { ["A"] = 100, ["B"] = 100, ["C"] = 100 };

    [Fact]
    public void Reads_that_fit_two_sequences_go_to_the_one_that_other_reads_speak_for()
    {
        var sam = new SamText();
        for (var i = 0; i < 20; i++)
        {
            sam.Add($"only{i}", "A", 1 + i, 30);
            sam.Add($"both{i}", "A", 1 + i, 30).Add($"both{i}", "B", 1 + i, 30);
        }

        var result = Run(sam);

        result.ReadCount.ShouldBe(40);
        result.AmbiguousCount.ShouldBe(20);
        result.Hits.Select(hit => hit.Id).ShouldBe(["A"]);
        result.Hits[0].Final.Pi.ShouldBe(1, 1e-6);
        result.Hits[0].Final.Reads.ShouldBe(40);
        result.Hits[0].Initial.Reads.ShouldBe(30);
        result.Removed.Select(hit => hit.Id).ShouldBe(["B"]);
        result.Removed[0].Initial.Pi.ShouldBe(0.25, 1e-9);
    }

    [Fact]
    public void A_read_is_left_out_where_the_host_fits_it_as_well()
    {
        var isolates = new SamText().Add("better", "A", 1, 30).Add("equal", "A", 1, 30).Add("worse", "A", 1, 30).Add("worse", "B", 5, 29);
        var host = new SamText().Add("better", "chr1", 9, 29).Add("equal", "chr1", 9, 30).Add("worse", "chr1", 9, 31).Add("other", "chr1", 9, 50);

        var result = Run(isolates, host);

        result.ReadCount.ShouldBe(1);
        result.SubtractedCount.ShouldBe(2);
    }

    [Fact]
    public void The_hosts_best_score_decides_over_all_lines_and_hosts()
    {
        var isolates = new SamText().Add("r1", "A", 1, 30).Add("r2", "A", 1, 30);
        var first = new SamText().Add("r1", "chr1", 9, 40).Add("r1", "chr2", 9, 10);
        var second = new SamText().Add("r1", "other", 9, 5).Add("r2", "other", 9, 5);

        Run(isolates, first, second).SubtractedCount.ShouldBe(1);
    }

    [Fact]
    public void Of_several_alignments_to_one_sequence_the_best_counts_wherever_it_stands()
    {
        var sam = new SamText()
            .Add("r", "A", 1, 12).Add("r", "B", 1, 20).Add("x", "B", 1, 20).Add("r", "A", 41, 40).Add("r", "A", 71, 15);
        var lone = new SamText().Add("r", "A", 1, 12).Add("r", "A", 41, 40).Add("r", "A", 71, 15);

        Run(sam).Hits.First(hit => hit.Id == "A").Initial.Best.ShouldBe(0.5);
        var hit = Run(lone).Hits.ShouldHaveSingleItem();
        hit.Coverage.ShouldBe(0.1);
        hit.Align[40].ShouldBe(1);
        hit.Align[0].ShouldBe(0);
    }

    [Fact]
    public void Of_a_read_that_fits_several_every_alignment_with_a_share_is_kept()
    {
        var sam = new SamText().Add("r", "A", 1, 20).Add("r", "A", 41, 20).Add("r", "B", 1, 20);

        var hits = Run(sam).Hits;

        hits.First(hit => hit.Id == "A").Coverage.ShouldBe(0.2);
        hits.First(hit => hit.Id == "B").Coverage.ShouldBe(0.1);
    }

    [Fact]
    public void Ties_are_divided_and_stand_in_reverse_order_of_their_names()
    {
        var hits = Run(new SamText().Add("r", "A", 1, 20).Add("r", "B", 1, 20).Add("r", "C", 1, 20)).Hits;

        hits.Select(hit => hit.Id).ShouldBe(["C", "B", "A"]);
        hits[0].Final.ShouldBe(new HitWeight(1.0 / 3, 1.0 / 3, 0, 1, 0), "a share of a third is of low confidence, and a third of a read is none");
    }

    [Fact]
    public void A_single_read_is_a_result()
    {
        var result = Run(new SamText().Add("r", "A", 96, 20));

        result.ReadCount.ShouldBe(1);
        result.Hits.ShouldHaveSingleItem().Final.ShouldBe(new HitWeight(1, 1, 1, 0, 1));
        result.Hits[0].Coverage.ShouldBe(0.05, "what lies behind the end is not counted");
    }

    [Fact]
    public void No_hits_are_a_result()
    {
        var result = Run(new SamText());

        result.ReadCount.ShouldBe(0);
        result.SubtractedCount.ShouldBe(0);
        result.Hits.ShouldBeEmpty();
    }

    [Fact]
    public void Where_every_read_is_the_hosts_their_number_stands()
    {
        var result = Run(new SamText().Add("r", "A", 1, 20).Add("r", "B", 1, 20), new SamText().Add("r", "chr", 1, 20));

        result.ReadCount.ShouldBe(0);
        result.SubtractedCount.ShouldBe(1);
        result.Hits.ShouldBeEmpty();
    }

    [Fact]
    public void Alignments_without_a_positive_score_are_left_out() =>
        Run(new SamText().Add("r", "A", 1, 0).Add("s", "A", 1, -5)).ReadCount.ShouldBe(0);

    [Fact]
    public void A_sequence_without_a_length_is_named() =>
        Should.Throw<InputException>(() => Run(new SamText().Add("r", "Z", 1, 20))).Message.ShouldContain("Z");

    [Fact]
    public void Depth_is_the_mean_rounded_to_the_even()
    {
        var sam = new SamText();
        for (var i = 0; i < 25; i++)
        {
            sam.Add($"r{i}", "A", 1, 20);
        }

        Run(sam).Hits[0].Depth.ShouldBe(2);
    }

    [Fact]
    public void The_subtraction_of_the_small_alignments_is_as_expected()
    {
        var lengths = "NC_016509 NC_003615 NC_007448 NC_017939 NC_003623 NC_003347".Split(' ').ToDictionary(id => id, _ => 20_000);
        using var isolates = File.OpenRead(TestData.Shared("sam/to_isolates.sam"));

        var result = PathoscopeAnalysis.Run(isolates, [File.OpenRead(TestData.Shared("sam/to_subtraction.sam"))], lengths, TestContext.Current.CancellationToken);

        result.SubtractedCount.ShouldBe(2);
        result.ReadCount.ShouldBe(6);
    }

    [Fact]
    public void Weights_and_coverage_keep_within_their_bounds_whatever_is_aligned()
    {
        var line = ArbMap.Default.GeneratorFor<(byte Read, byte Reference, byte Position, byte Score)>();
        Prop.ForAll(Gen.NonEmptyListOf(line).ToArbitrary(), lines =>
        {
            var sam = new SamText();
            foreach (var (read, reference, position, score) in lines)
            {
                sam.Add($"r{read % 20}", "ABC"[reference % 3].ToString(), position, score + 1);
            }

            var result = Run(sam);
            var all = result.Hits.Concat(result.Removed).ToList();
            return result.ReadCount == lines.Select(given => given.Read % 20).Distinct().Count()
                && Math.Abs(result.Hits.Sum(hit => hit.Final.Pi) - 1) < 0.03
                && Math.Abs(all.Sum(hit => hit.Initial.Pi) - 1) < 0.03
                && all.All(hit => hit.Coverage is >= 0 and <= 1 && hit.Final.Pi is >= 0 and <= 1.0000001 && hit.Align.Count == 100);
        }).QuickCheckThrowOnFailure();
    }

    private static PathoscopeResult Run(SamText isolates, params SamText[] hosts) =>
        PathoscopeAnalysis.Run(isolates.Open(), hosts.Select(host => host.Open()), Lengths, TestContext.Current.CancellationToken);
}
