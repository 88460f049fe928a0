using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Crosstalk;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Analyses;

public sealed class CrosstalkRulesTests
{
    private static readonly CrosstalkGroup Run = new(true, "run1");

    [Fact]
    public void A_low_hit_beside_a_high_one_of_the_same_run_looks_like_spill_over()
    {
        var report = Of(Member("a", 1_000_000, Found("x", 50), Found("y", 200)), Member("b", 2_000_000, Found("x", 20_000), Found("y", 20_000)), Member("c", 1_000_000, Found("x", 500)));

        var flag = report.Flags.ShouldHaveSingleItem();
        (flag.OtuId, flag.Kind, flag.ReadsPerMillion, flag.Others, flag.Sample!.Name).ShouldBe(("x", CrosstalkKind.SpillOver, 50, 10_000, "b"));
        flag.Reason.ShouldBe("b of the same run has 10,000 reads of it per million, this one 50: less than 1 % of that, as reads that spill over have.");
        report.SampleCount.ShouldBe(2);
    }

    [Fact]
    public void The_library_counts_not_the_number_of_reads()
    {
        Of(Member("a", 100_000, Found("x", 50)), Member("b", 10_000_000, Found("x", 100_000))).Flags.ShouldBeEmpty();
        Of(Member("a", 10_000_000, Found("x", 50)), Member("b", 100_000, Found("x", 1_000))).Flags.Count.ShouldBe(1);
    }

    [Fact]
    public void The_highest_of_the_run_is_no_spill_over_nor_is_what_nobody_else_has()
    {
        Of(Member("a", 1_000_000, Found("x", 500), Found("y", 1)), Member("b", 1_000_000, Found("x", 5))).Flags.ShouldBeEmpty();
        Of(Member("a", 0, Found("x", 5)), Member("b", 1_000_000, Found("x", 5))).Flags.ShouldBeEmpty();
    }

    [Fact]
    public void A_virus_in_the_negative_control_is_marked_in_every_sample()
    {
        var control = Member("water", 1_000, Found("x", 2)) is var water ? water with { Sample = water.Sample with { Control = new SampleControl(ControlKind.Negative) } } : null!;

        var report = Of(Member("a", 1_000_000, Found("x", 50_000), Found("y", 5)), control);

        var flag = report.Flags.ShouldHaveSingleItem();
        (flag.OtuId, flag.Kind).ShouldBe(("x", CrosstalkKind.NegativeControl));
        flag.Reason.ShouldContain("The negative control water of the run has it too, with 2 reads");
    }

    [Fact]
    public void A_positive_control_without_its_virus_marks_the_run()
    {
        var control = Member("plus", 1_000_000, Found("x", 900)) is var plus ? plus with { Sample = plus.Sample with { Control = new SampleControl(ControlKind.Positive, "virus Y ") } } : null!;

        Of(Member("a", 1_000_000, Found("y", 50)), control).FailedControls.ShouldHaveSingleItem().Reason.ShouldContain("virus Y was not found in the positive control plus of the run");
        Of(control, Member("a", 1_000_000)).FailedControls.Count.ShouldBe(1);
        var found = control with { Viruses = control.Viruses with { Viruses = [Found("y", 900)] } };
        Of(Member("a", 1_000_000), found).FailedControls.ShouldBeEmpty();
        var weak = control with { Viruses = control.Viruses with { Viruses = [Found("y", 2) with { Trust = Trust.Weak }] } };
        Of(Member("a", 1_000_000), weak).FailedControls.Count.ShouldBe(1);
    }

    [Fact]
    public void The_internal_control_and_what_was_given_away_count_for_nothing()
    {
        var other = Member("b", 1_000_000, Found("x", 100_000) with { IsInternalControl = true }, Found("y", 100_000) with { Trust = Trust.Reassigned });

        Of(Member("a", 1_000_000, Found("x", 5) with { IsInternalControl = true }, Found("y", 5)), other).Flags.ShouldBeEmpty();
    }

    [Fact]
    public void Samples_that_one_may_not_see_are_not_named()
    {
        var hidden = Member("secret", 1_000_000, Found("x", 100_000)) with { MaySee = false };
        var control = hidden with { Sample = hidden.Sample with { Control = new SampleControl(ControlKind.Negative) } };
        var positive = hidden with { Sample = hidden.Sample with { Control = new SampleControl(ControlKind.Positive, "Virus Y") } };

        var reports = new[] { hidden, control, positive }.Select(other => Of(Member("a", 1_000_000, Found("x", 5)), other)).ToArray();

        reports.SelectMany(report => report.Flags).ShouldAllBe(flag => flag.Sample == null && !flag.Reason.Contains("secret"));
        reports.SelectMany(report => report.FailedControls).ShouldHaveSingleItem().Reason.ShouldNotContain("secret");
        reports[0].Flags[0].Reason.ShouldStartWith("Another sample of the same run");
    }

    [Fact]
    public void A_sample_belongs_to_its_run_or_else_to_its_folder()
    {
        CrosstalkGroup.Of(Made.Sample() with { Run = new RunPlace("r"), Folder = "f" }).ShouldBe(new CrosstalkGroup(true, "r"));
        CrosstalkGroup.Of(Made.Sample() with { Folder = "f" })!.Word.ShouldBe("folder");
        CrosstalkGroup.Of(Made.Sample()).ShouldBeNull();
    }

    private static CrosstalkReport Of(CrosstalkMember one, params CrosstalkMember[] others) => CrosstalkRules.Of(Run, one, others, 0.01);

    private static CrosstalkMember Member(string name, long reads, params FoundVirus[] viruses) =>
        new(Made.Sample(name, name), reads, new AnalysisViruses { Id = name, Viruses = viruses }, MaySee: true);

    private static FoundVirus Found(string id, double reads) => new(id, $"Virus {id.ToUpperInvariant()}", id) { Reads = reads, Trust = Trust.Strong };
}
