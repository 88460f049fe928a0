using Shouldly;
using Virtool.Components.Otus;
using Virtool.Domain.References;
using Xunit;

namespace Virtool.App.Tests.Components.Otus;

public sealed class SchemaDraftTests
{
    private readonly SchemaDraft _draft = SchemaDraft.Of([new Segment("RNA 1", true, "ssRNA+"), new Segment("RNA 2"), new Segment("RNA 3")]);

    [Fact]
    public void Untouched_it_changes_nothing() => (_draft.IsChanged, _draft.Problem, _draft.Renamed.Count).ShouldBe((false, null, 0));

    [Fact]
    public void A_segment_moves_and_stays_at_the_ends()
    {
        _draft.Move(_draft.Rows[2], -1);
        Names().ShouldBe(["RNA 1", "RNA 3", "RNA 2"]);
        _draft.Move(_draft.Rows[0], -1);
        _draft.Move(_draft.Rows[2], 1);
        Names().ShouldBe(["RNA 1", "RNA 3", "RNA 2"]);
        _draft.IsChanged.ShouldBeTrue();
    }

    [Fact]
    public void A_segment_that_is_called_otherwise_takes_its_sequences_along_and_a_new_one_has_none()
    {
        _draft.Rows[1].Name = " RNA two ";
        _draft.Add().Name = "RNA 4";
        _draft.Remove(_draft.Rows[0]);
        _draft.Edit.RenamedSegments.ShouldBe(new Dictionary<string, string> { ["RNA 2"] = "RNA two" });
        _draft.Edit.Schema.ShouldBe([new Segment("RNA two"), new Segment("RNA 3"), new Segment("RNA 4")]);
    }

    [Fact]
    public void Names_are_there_and_each_once()
    {
        var added = _draft.Add();
        _draft.Problem.ShouldBe("Each segment needs a name.");
        added.Name = "rna 1 ";
        _draft.Problem!.ShouldContain("Two segments are named");
        added.Name = "RNA 4";
        _draft.Problem.ShouldBeNull();
    }

    private IEnumerable<string> Names() => _draft.After.Select(segment => segment.Name);
}
