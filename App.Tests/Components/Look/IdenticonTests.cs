using Shouldly;
using Virtool.Components.Look;
using Xunit;

namespace Virtool.App.Tests.Components.Look;

public sealed class IdenticonTests
{
    [Fact]
    public void One_id_always_gives_the_same_drawing_and_another_one_another() =>
        (Identicon.Of("user0001"), Identicon.Of("user0001") != Identicon.Of("user0002")).ShouldBe((Identicon.Of("user0001"), true));

    [Fact]
    public void It_is_alike_left_and_right_and_stays_on_its_grid()
    {
        for (var number = 0; number < 200; number++)
        {
            var (tone, path) = Identicon.Of($"user{number:D4}");
            tone.ShouldBeInRange(0, 5);
            var squares = path.Split('z', StringSplitOptions.RemoveEmptyEntries).Select(square => (Column: square[1] - '0', Row: square[3] - '0')).ToHashSet();
            squares.ShouldAllBe(square => square.Column >= 0 && square.Column < 5 && square.Row >= 0 && square.Row < 5 && squares.Contains(new ValueTuple<int, int>(4 - square.Column, square.Row)));
        }
    }
}
