using Virtool.Domain.Analyses;
using Shouldly;
using Virtool.Components.Analyses;
using Xunit;

namespace Virtool.App.Tests.Components.Analyses;

public sealed class TrustTests
{
    [Theory]
    [InlineData(Trust.Strong)]
    [InlineData(Trust.Doubtful)]
    [InlineData(Trust.Weak)]
    [InlineData(Trust.Reassigned)]
    public void Each_trust_has_a_word_and_an_explanation(Trust trust)
    {
        trust.Word().ShouldNotBeEmpty();
        trust.Explanation().ShouldEndWith(".");
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.000001, "< 0.00001")]
    [InlineData(0.00042, "0.00042")]
    [InlineData(0.0004, "0.0004")]
    [InlineData(0.084, "0.084")]
    [InlineData(0.1, "0.100")]
    [InlineData(0.9996, "> 0.999")]
    [InlineData(1, "1.000")]
    public void Weights_keep_the_digits_that_count(double weight, string text) => Weights.Text(weight).ShouldBe(text);
}
