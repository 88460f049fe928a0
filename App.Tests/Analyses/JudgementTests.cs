using Shouldly;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Judging;
using Xunit;

namespace Virtool.App.Tests.Analyses;

public sealed class JudgementTests
{
    [Theory]
    [InlineData(0.9, 0.6, 1000, 1.0, Trust.Strong)]
    [InlineData(0.00001, 0.00001, 10, 0.51, Trust.Strong)]
    [InlineData(0.00001, 0.2, 10, 0.51, Trust.Strong)]
    [InlineData(0.9, 0.9, 9, 1.0, Trust.Doubtful)]
    [InlineData(0.9, 0.9, 1000, 0.5, Trust.Doubtful)]
    [InlineData(0.9, 0.9, 1000, 0.2, Trust.Doubtful)]
    [InlineData(0.9, 0.9, 1000, 0.19, Trust.Weak)]
    [InlineData(0.9, 0.9, 1, 1.0, Trust.Weak)]
    [InlineData(0.9, 0.9, 2.4, 1.0, Trust.Weak)]
    [InlineData(0, 0, 0, 0, Trust.Weak)]
    [InlineData(0.0004, 0.1, 9.6, 0.03, Trust.Reassigned)]
    [InlineData(0, 0.01, 0, 0.9, Trust.Reassigned)]
    [InlineData(0, 0.0099, 0, 0.9, Trust.Weak)]
    public void Breadth_and_distinct_reads_decide_and_weight_only_tells_what_was_given_away(double weight, double initial, double reads, double coverage, Trust trust)
    {
        var judgement = Judgement.Of(new VirusNumbers(weight, initial, reads, coverage), TrustRule.First);

        judgement.Trust.ShouldBe(trust);
        judgement.Reason.ShouldEndWith(".");
    }

    [Theory]
    [InlineData(0.5, 0.5, 1234, 0.995, "More than 99 % of the genome is covered, more than 50 %, by 1,234 distinct reads.")]
    [InlineData(0.5, 0.5, 1, 0.6, "Only 1 distinct read fits it best, fewer than 3.")]
    [InlineData(0.5, 0.5, 40, 0.35, "35 % of the genome is covered: between 20 % and 50 %.")]
    [InlineData(0.5, 0.5, 5, 0.6, "60 % of the genome is covered, but by no more than 5 distinct reads, fewer than 10.")]
    [InlineData(0.5, 0.5, 5, 0.001, "Less than 1 % of the genome is covered, less than 20 %.")]
    [InlineData(0.0004, 0.1, 9, 0.03, "Its weight was 0.100 at first and is 0.0004 now: its reads fit a relative better and were given to that one.")]
    public void The_reason_is_a_sentence(double weight, double initial, double reads, double coverage, string reason) =>
        Judgement.Of(new VirusNumbers(weight, initial, reads, coverage), TrustRule.First).Reason.ShouldBe(reason);

    [Fact]
    public void Another_version_of_the_rule_judges_otherwise()
    {
        var numbers = new VirusNumbers(0.9, 0.9, 50, 0.6);

        Judgement.Of(numbers, TrustRule.First).Trust.ShouldBe(Trust.Strong);
        Judgement.Of(numbers, new TrustRuleDraft(StrongCoverage: 0.7).After(TrustRule.First)).Trust.ShouldBe(Trust.Doubtful);
        Judgement.Of(numbers, new TrustRuleDraft(StrongReads: 100, LeastReads: 60).After(TrustRule.First)).Trust.ShouldBe(Trust.Weak);
    }

    [Fact]
    public void A_rule_that_contradicts_itself_is_refused()
    {
        var validator = new TrustRuleValidator();

        validator.Validate(TrustRule.First).IsValid.ShouldBeTrue();
        validator.Validate(new TrustRuleDraft(WeakCoverage: 0.6).After(TrustRule.First)).Errors.ShouldHaveSingleItem().PropertyName.ShouldBe("WeakCoverage");
        validator.Validate(new TrustRuleDraft(LeastReads: 11).After(TrustRule.First)).Errors.ShouldHaveSingleItem().PropertyName.ShouldBe("LeastReads");
        validator.Validate(new TrustRuleDraft(StrongCoverage: 1.1).After(TrustRule.First)).IsValid.ShouldBeFalse();
    }
}
