using Shouldly;
using Virtool.Bio.Pathoscope;
using Virtool.Domain.Analyses;
using Virtool.Jobs.Workflows.Analyses;
using Xunit;

namespace Virtool.App.Tests.Workflows;

public sealed class PathoscopeHitsTests
{
    private static readonly HitWeight Weight = new(0.1, 0, 0, 0, 0);

    [Fact]
    public void A_result_that_would_be_too_large_has_simpler_curves()
    {
        const int length = 60_000;
        var ids = Enumerable.Range(0, 30).Select(number => $"sequence{number}").ToArray();
        var depth = new SequenceDepth(0, [.. Enumerable.Range(0, length).Select(position => new[] { position, 10_000 + (position * 7919 % 90_001) })]);

        var result = Join(ids, _ => length, ids.ToDictionary(id => id, _ => depth));

        WorkflowsHost.Json(result).Length.ShouldBeInRange(3_000_000, 6_000_000);
        result.Hits.ShouldAllBe(hit => hit.Align[0][0] == 0 && hit.Align[hit.Align.Count - 1][0] == length - 1);
    }

    [Fact]
    public void The_viruses_with_the_largest_summed_weights_are_named()
    {
        var depths = new Dictionary<string, SequenceDepth> { ["a1"] = new(0, [[0, 0]]), ["a2"] = new(0, [[0, 0]]), ["b1"] = new(0, [[0, 0]]) };
        var result = PathoscopeHits.Join(
            "analysis",
            Found([Hit("b1", 0.4), Hit("a1", 0.3), Hit("a2", 0.3)]),
            depths,
            [Otu("A", "a1", "a2"), Otu("B", "b1"), Otu("C", "c1")]);

        PathoscopeHits.Top(result, 3).ShouldBe(["A", "B"]);
        PathoscopeHits.Top(result, 1).ShouldBe(["A"]);
    }

    [Fact]
    public void The_depth_of_a_step_holds_until_the_next()
    {
        new SequenceDepth(0, [[0, 2], [2, 2], [3, 0], [4, 7]]).Depths(6).ShouldBe([2, 2, 2, 0, 7, 7]);
        new SequenceDepth(0, []).Depths(2).ShouldBe([0, 0]);
    }

    private static AnalysisResult Join(string[] ids, Func<string, int> length, Dictionary<string, SequenceDepth> depths) => PathoscopeHits.Join(
        "analysis",
        Found([.. ids.Select(id => Hit(id, 0.1))]),
        depths,
        [new HitOtu("otu00001", "A", "", 0, [new HitIsolate("isolate1", "A", true, [.. ids.Select(id => new HitSequence(id, id, "", null, length(id)))])])]);

    private static PathoscopeResult Found(IReadOnlyList<PathoscopeHit> hits) => new() { ReadCount = 1, SubtractedCount = 0, Hits = hits };

    private static PathoscopeHit Hit(string id, double weight) =>
        new() { Id = id, Final = Weight with { Pi = weight }, Initial = Weight, Coverage = 1, Depth = 1 };

    private static HitOtu Otu(string name, params string[] sequences) =>
        new(name, name, "", 0, [new HitIsolate("isolate1", name, true, [.. sequences.Select(id => new HitSequence(id, id, "", null, 1))])]);
}
