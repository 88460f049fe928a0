using Shouldly;
using Virtool.Domain.Releases;
using Xunit;

namespace Virtool.App.Tests.Releases;

public sealed class SemanticVersionTests
{
    /// <summary>The order that semver.org gives as its example, and more of its kind.</summary>
    private static readonly string[] Ordered =
    [
        "0.0.1", "0.9.0", "1.0.0-0", "1.0.0-2", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
        "1.0.0-rc.1", "1.0.0", "1.0.1-dev.3", "1.0.1", "1.2.0", "1.10.0", "2.0.0", "10.0.0", "10.0.99999999999999999999",
    ];

    [Fact]
    public void Versions_are_ordered_as_the_specification_orders_them()
    {
        var versions = Ordered.Select(Parse).ToList();
        foreach (var (place, version) in versions.Index())
        {
            versions.Take(place).ShouldAllBe(earlier => earlier < version && version > earlier && earlier != version && earlier <= version && version >= earlier);
        }

        versions.AsEnumerable().Reverse().Order().ShouldBe(versions);
    }

    [Theory]
    [InlineData("v1.4.0", "1.4.0")]
    [InlineData("V1.4.0", "1.4.0")]
    [InlineData("1.4", "1.4.0")]
    [InlineData("v1", "1.0.0")]
    [InlineData("1.4.0+build.7", "1.4.0")]
    [InlineData("1.4.0-rc.1+a", "1.4.0-rc.1+b")]
    [InlineData(" 1.4.0\n", "1.4.0")]
    [InlineData("01.04.00", "1.4.0")]
    public void These_are_one_version(string one, string other)
    {
        Parse(one).ShouldBe(Parse(other));
        Parse(one).GetHashCode().ShouldBe(Parse(other).GetHashCode());
        (Parse(one) == Parse(other)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("v")]
    [InlineData("1.")]
    [InlineData("1.2.3.4")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3-a..b")]
    [InlineData("1.2.3-ä")]
    [InlineData("-1.2.3")]
    [InlineData("1.2.x")]
    [InlineData("２.0.0")]
    public void These_are_no_versions(string? text) => SemanticVersion.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_very_long_text_is_no_version() => SemanticVersion.TryParse(new string('1', 300), out _).ShouldBeFalse();

    [Fact]
    public void A_pre_release_knows_that_it_is_one()
    {
        Parse("1.0.0-rc.1").IsPreRelease.ShouldBeTrue();
        Parse("1.0.0+rc.1").IsPreRelease.ShouldBeFalse();
    }

    private static SemanticVersion Parse(string text) => SemanticVersion.TryParse(text, out var version) ? version : throw new FormatException(text);
}
