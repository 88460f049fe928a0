using Shouldly;
using Virtool.Domain.Groups;
using Xunit;

namespace Virtool.App.Tests.Groups;

public sealed class GroupRulesTests
{
    [Theory]
    [InlineData("Virology", "virology")]
    [InlineData("Virology", "  VIROLOGY ")]
    [InlineData("Plant lab", "plant \t lab")]
    [InlineData("Virology", "Ｖｉｒｏｌｏｇｙ")]
    [InlineData("oﬃce", "OFFICE")]
    [InlineData("Zürich", "Zu\u0308rich")]
    [InlineData("Plant lab", "Plant\u00a0lab")]
    public void Names_that_people_cannot_tell_apart_are_one(string name, string other) => GroupRules.Normalized(other).ShouldBe(GroupRules.Normalized(name));

    [Theory]
    [InlineData("Virology", true)]
    [InlineData("Züricher Pflanzenschutz (2026)", true)]
    [InlineData("植物", true)]
    [InlineData("", false)]
    [InlineData("   ", false)]
    [InlineData("none", false)]
    [InlineData(" Everyone ", false)]
    [InlineData("ｎｏｎｅ", false)]
    [InlineData("viro\u200blogy", false)]
    [InlineData("viro\u202elogy", false)]
    [InlineData("viro\nlogy", false)]
    [InlineData("viro\ud800logy", false)]
    public void A_name_can_be_read_and_stands_for_nothing_else(string name, bool good) => new GroupDraftValidator().Validate(new GroupDraft(name)).IsValid.ShouldBe(good);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_name_has_64_characters_at_the_most(int length, bool good) =>
        new GroupDraftValidator().Validate(new GroupDraft($"  {new string('a', length)}  ")).IsValid.ShouldBe(good);
}
