using Shouldly;
using Virtool.Domain.Analyses;
using Xunit;

namespace Virtool.App.Tests.Analyses;

public sealed class MergedGenomeTests
{
    [Fact]
    public void Isolates_are_merged_by_segment_and_joined_in_the_order_of_the_schema()
    {
        var otu = Otu(["RNA 1", "RNA 2"], [("b1", "RNA 2", 2), ("a1", "RNA 1", 3)], [("a2", "RNA 1", 4), ("x2", "other", 1)]);

        var merged = Merge(otu, ("b1", [5, 0]), ("a1", [1, 2, 3]), ("a2", [3, 0, 0, 9]));

        merged.Segments.Select(segment => segment.Name).ShouldBe(["RNA 1", "RNA 2", "other"]);
        merged.Depths.ShouldBe([3, 2, 3, 9, 5, 0, 0]);
        merged.Length.ShouldBe(7);
        merged.Coverage.ShouldBe(5 / 7.0, 1e-9);
        merged.Median().ShouldBe(3);
        merged.Mean.ShouldBe(22 / 7.0, 1e-9);
    }

    [Fact]
    public void Sequences_that_name_no_segment_are_matched_by_their_order()
    {
        var otu = Otu([], [("a1", null, 2), ("b1", null, 1)], [("a2", "", 3), ("b2", null, 2)]);

        var merged = Merge(otu, ("a1", [1, 1]), ("b2", [7, 7]));

        merged.Depths.ShouldBe([1, 1, 0, 7, 7]);
    }

    [Fact]
    public void Without_reads_and_without_sequences_there_is_nothing()
    {
        var merged = Merge(Otu([], []));

        (merged.Length, merged.Coverage, merged.Mean, merged.Median()).ShouldBe((0, 0, 0, 0));
    }

    private static MergedGenome Merge(HitOtu otu, params (string Id, int[] Depths)[] depths) =>
        MergedGenome.Of(otu, sequence => depths.FirstOrDefault(depth => depth.Id == sequence.Id).Depths);

    private static HitOtu Otu(string[] schema, params (string Id, string? Segment, int Length)[][] isolates) => new(
        "otu",
        "Virus",
        "V",
        0,
        [.. isolates.Select((sequences, at) => new HitIsolate($"i{at}", "", at == 0, [.. sequences.Select(one => new HitSequence(one.Id, one.Id, "", one.Segment, one.Length))]))])
    {
        Schema = schema,
    };
}
