using Bunit;
using Shouldly;
using Virtool.Components.Look;
using Xunit;

namespace Virtool.App.Tests.Components.Look;

public sealed class StateBadgeTests : BunitContext
{
    [Theory]
    [InlineData(StateKind.Waiting, "waiting")]
    [InlineData(StateKind.Running, "running")]
    [InlineData(StateKind.Complete, "complete")]
    [InlineData(StateKind.Failed, "failed")]
    [InlineData(StateKind.Cancelled, "cancelled")]
    [InlineData(StateKind.Doubtful, "doubtful")]
    public void A_state_is_a_mark_and_a_word(StateKind kind, string word)
    {
        var badge = Render<StateBadge>(parameters => parameters.Add(one => one.Kind, kind));
        badge.Find("svg").GetAttribute("aria-hidden").ShouldBe("true");
        badge.Find(".badge").TextContent.Trim().ShouldBe(word);
    }

    [Fact]
    public void What_is_running_says_how_far_it_is_and_never_more()
    {
        var badge = Render<StateBadge>(parameters => parameters.Add(one => one.Kind, StateKind.Running).Add(one => one.Progress, 0.999));
        badge.Find(".badge").TextContent.ShouldContain("99 %");
    }
}
