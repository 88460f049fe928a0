using Shouldly;
using Virtool.Domain.Releases;
using Xunit;

namespace Virtool.App.Tests.Releases;

public sealed class ReleaseRulesTests
{
    [Theory]
    [InlineData("v1.4.0", "v1.3.9", true)]
    [InlineData("v1.10.0", "v1.9.0", true)]
    [InlineData("v1.4.0", "v1.4.0", false)]
    [InlineData("v1.4.0-rc.1", "v1.4.0", false)]
    [InlineData("v1.4.0", "v1.4.0-rc.1", true)]
    [InlineData("v1.3.0", "v1.4.0", false)]
    public void A_release_is_newer_by_its_version(string release, string installed, bool isNewer) =>
        ReleaseRules.IsNewer(Made(1, release, day: 1), Made(2, installed, day: 9)).ShouldBe(isNewer);

    [Fact]
    public void Without_versions_it_is_newer_that_came_out_later()
    {
        ReleaseRules.IsNewer(Made(2, "summer", day: 2), Made(1, "spring", day: 1)).ShouldBeTrue();
        ReleaseRules.IsNewer(Made(1, "spring", day: 1), Made(2, "summer", day: 2)).ShouldBeFalse();
        ReleaseRules.IsNewer(Made(1, "spring", day: 1), Made(1, "spring", day: 1)).ShouldBeFalse();
    }

    [Fact]
    public void Anything_is_newer_than_nothing() => ReleaseRules.IsNewer(Made(1, "spring", day: 1), installed: (Release?)null).ShouldBeTrue();

    [Fact]
    public void A_tag_that_is_no_version_leaves_it_to_the_name() =>
        ReleaseRules.IsNewer(Made(1, "release-2026", day: 1) with { Name = "2.0.0" }, Made(2, "v1.9.0", day: 2)).ShouldBeTrue();

    [Theory]
    [InlineData("0.2.0", "0.1.0", true)]
    [InlineData("0.1.0", "0.1.0", false)]
    [InlineData("0.1.0", "0.1.0-5-gabc", true)]
    [InlineData("summer", "0.1.0", false)]
    [InlineData("1.0.0", "unknown", false)]
    public void A_release_of_this_software_is_newer_only_by_its_version(string release, string version, bool isNewer) =>
        ReleaseRules.IsNewer(Made(1, release, day: 1), version).ShouldBe(isNewer);

    [Fact]
    public void Releases_are_put_in_order_by_their_versions() =>
        ReleaseRules.NewestFirst([Made(1, "summer", day: 8), Made(2, "v1.9.0", day: 9), Made(3, "v1.10.0", day: 1), Made(4, "spring", day: 9)])
            .Select(release => release.Id).ShouldBe([3L, 2, 4, 1]);

    [Theory]
    [InlineData("virtool/ref-plant-viruses", true)]
    [InlineData("a/b.c_d", true)]
    [InlineData("virtool", false)]
    [InlineData("virtool/", false)]
    [InlineData("virtool/..", false)]
    [InlineData("virtool/.", false)]
    [InlineData("-virtool/x", false)]
    [InlineData("virtool/x/y", false)]
    [InlineData("virtool/x?y", false)]
    [InlineData("virtool/x y", false)]
    [InlineData("https://github.com/virtool/x", false)]
    [InlineData(null, false)]
    public void A_repository_is_named_by_its_owner_and_its_name(string? text, bool isSlug) => ReleaseRules.IsSlug(text).ShouldBe(isSlug);

    [Fact]
    public void Long_notes_are_cut_between_two_letters()
    {
        ReleaseRules.Cut("short").ShouldBe("short");
        var cut = ReleaseRules.Cut(new string('a', ReleaseRules.LongestBody - 2) + "🧬🧬");
        cut.Length.ShouldBeLessThanOrEqualTo(ReleaseRules.LongestBody);
        cut.ShouldBe(new string('a', ReleaseRules.LongestBody - 2) + "…");
    }

    [Theory]
    [InlineData(0, 0.0, 10)]
    [InlineData(1, 0.0, 10)]
    [InlineData(2, 0.0, 20)]
    [InlineData(3, 0.5, 42)]
    [InlineData(30, 0.0, 1440)]
    public void After_each_failure_the_pause_is_twice_as_long(int failures, double chance, double minutes) =>
        (CheckTimes.Next(Noon, CheckTimes.OfReferences, failures, chance) - Noon).TotalMinutes.ShouldBe(minutes, 1e-6);

    [Fact]
    public void It_is_not_asked_before_the_time_that_was_said()
    {
        CheckTimes.Next(Noon, CheckTimes.OfReferences, 1, 0, Noon.AddHours(1)).ShouldBe(Noon.AddHours(1));
        CheckTimes.Next(Noon, CheckTimes.OfReferences, 1, 0, Noon.AddMinutes(1)).ShouldBe(Noon.AddMinutes(10));
        CheckTimes.Next(Noon, CheckTimes.OfReferences, 1, 0, Noon.AddYears(9)).ShouldBe(Noon.AddMinutes(10));
    }

    private static DateTimeOffset Noon { get; } = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private static Release Made(long id, string tag, int day) => new() { Id = id, Tag = tag, Name = tag, PublishedAt = new DateTimeOffset(2026, 1, day, 0, 0, 0, TimeSpan.Zero) };
}
