using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Look;
using Xunit;

namespace Virtool.App.Tests.Components.Look;

public sealed class SearchBoxTests : BunitContext
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ManualTime _time = new();

    public SearchBoxTests() => Services.AddSingleton<TimeProvider>(_time);

    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    [Fact]
    public void What_is_typed_stands_in_the_address_a_moment_later()
    {
        var box = Box(null);
        Type(box, "mosaic");
        Address.ShouldNotContain("find");
        _time.Advance(Pause);
        box.WaitForAssertion(() => Address.ShouldEndWith("?find=mosaic"));
    }

    [Fact]
    public void Letters_typed_while_an_address_is_under_way_are_kept()
    {
        var box = Box(null);
        Type(box, "nc_0");
        _time.Advance(Pause);
        box.WaitForAssertion(() => Address.ShouldEndWith("?find=nc_0"));
        Type(box, "nc_00");
        _time.Advance(Pause);
        box.WaitForAssertion(() => Address.ShouldEndWith("?find=nc_00"));
        Type(box, "nc_000014");
        Arrives(box, "nc_0");
        Typed(box).ShouldBe("nc_000014");
        Arrives(box, "nc_00");
        Typed(box).ShouldBe("nc_000014");
        _time.Advance(Pause);
        box.WaitForAssertion(() => Address.ShouldEndWith("?find=nc_000014"));
    }

    [Fact]
    public void A_link_and_the_way_back_take_the_place_of_what_was_typed()
    {
        var box = Box("mosaic");
        Typed(box).ShouldBe("mosaic");
        Type(box, "mosaic virus");
        Arrives(box, "stunt");
        Typed(box).ShouldBe("stunt");
        _time.Advance(Pause);
        Arrives(box, null);
        Typed(box).ShouldBe("");
        Address.ShouldNotContain("mosaic");
    }

    [Fact]
    public void The_enter_key_sends_what_is_searched_for_already()
    {
        var box = Box("mosaic");
        box.Find("form").Submit();
        Address.ShouldEndWith("?find=mosaic");
    }

    private static string Typed(IRenderedComponent<SearchBox> box) => box.Find("input").GetAttribute("value") ?? "";

    private static void Arrives(IRenderedComponent<SearchBox> box, string? term) => box.Render(parameters => parameters.Add(one => one.Term, term));

    /// <summary>The handler ends only after its pause, so that it is not waited for.</summary>
    private static void Type(IRenderedComponent<SearchBox> box, string words) => _ = box.Find("input").InputAsync(words);

    private IRenderedComponent<SearchBox> Box(string? term) =>
        Render<SearchBox>(parameters => parameters.Add(one => one.Term, term).Add(one => one.Hint, "Search by name"));
}
