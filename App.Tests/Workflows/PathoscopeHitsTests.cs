using Shouldly;
using Virtool.Bio.Pathoscope;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Judging;
using Virtool.Jobs.Workflows.Analyses;
using Xunit;

namespace Virtool.App.Tests.Workflows;

public sealed class PathoscopeHitsTests
{
    private static readonly HitWeight Weight = new(0.1, 0, 0, 0, 0);

    [Fact]
    public async Task Curves_that_would_be_too_large_together_are_simpler()
    {
        const int length = 60_000;
        var ids = Enumerable.Range(0, 30).Select(number => $"sequence{number}").ToArray();
        var depth = new SequenceDepth(0, [.. Enumerable.Range(0, length).Select(position => new[] { position, 10_000 + (position * 7919 % 90_001) })]);

        var result = (await JoinAsync([.. ids.Select(id => Hit(id, 0.1))], id => depth, [Otu("A", length, ids)])).Result;

        WorkflowsHost.Json(result).Length.ShouldBeInRange(3_000_000, 6_000_000);
        PathoscopeHits.FitsDocument(result).ShouldBeFalse();
        result.Hits.ShouldAllBe(hit => hit.Align[0][0] == 0 && hit.Align[hit.Align.Count - 1][0] == length - 1);
    }

    [Fact]
    public async Task The_viruses_with_the_largest_summed_weights_are_named()
    {
        var joined = await JoinAsync([Hit("b1", 0.4), Hit("a1", 0.3), Hit("a2", 0.3)], _ => new SequenceDepth(1, [[0, 1]]), [Otu("A", 1, "a1", "a2"), Otu("B", 1, "b1"), Otu("C", 1, "c1")]);

        var summary = VirusSummary.Of(joined.Result, 1000, TrustRule.First, joined.GenomeOf, control: null);

        VirusSummary.Top(summary, 3).ShouldBe(["A", "B"]);
        VirusSummary.Top(summary, 1).ShouldBe(["A"]);
        summary.Viruses.Select(virus => (virus.Name, virus.Trust, virus.Coverage, virus.Length)).ShouldBe([("A", Trust.Strong, 1, 2), ("B", Trust.Strong, 1, 1)]);
    }

    [Fact]
    public async Task The_internal_control_is_marked_and_is_no_top_hit()
    {
        var joined = await JoinAsync([Hit("b1", 0.4), Hit("a1", 0.3)], _ => new SequenceDepth(1, [[0, 1]]), [Otu("A", 1, "a1"), Otu("B", 1, "b1")]);

        var found = VirusSummary.Of(joined.Result, 1000, TrustRule.First, joined.GenomeOf, new("B", "B"));
        var missing = VirusSummary.Of(joined.Result, 1000, TrustRule.First, joined.GenomeOf, new("Z", "Z"));

        (found.InternalControlFound, missing.InternalControlFound).ShouldBe((true, false));
        found.Of("B")!.IsInternalControl.ShouldBeTrue();
        VirusSummary.Top(found, 3).ShouldBe(["A"]);
    }

    [Fact]
    public void The_depth_of_a_step_holds_until_the_next()
    {
        new SequenceDepth(0, [[0, 2], [2, 2], [3, 0], [4, 7]]).Depths(6).ShouldBe([2, 2, 2, 0, 7, 7]);
        new SequenceDepth(0, []).Depths(2).ShouldBe([0, 0]);
    }

    private static Task<JoinedHits> JoinAsync(IReadOnlyList<PathoscopeHit> hits, Func<string, SequenceDepth> depthOf, IReadOnlyList<HitOtu> candidates) =>
        PathoscopeHits.JoinAsync(
            "analysis",
            new PathoscopeResult { ReadCount = 1000, SubtractedCount = 0, Hits = hits },
            hits.Select(hit => (hit.Id, depthOf(hit.Id))).ToAsyncEnumerable(),
            candidates);

    private static PathoscopeHit Hit(string id, double weight) =>
        new() { Id = id, Final = Weight with { Pi = weight, Best = weight }, Initial = Weight, Coverage = 1, Depth = 1 };

    private static HitOtu Otu(string name, int length, params string[] sequences) =>
        new(name, name, "", 0, [new HitIsolate("isolate1", name, true, [.. sequences.Select(id => new HitSequence(id, id, "", null, length))])]);
}
