using Bunit;
using Shouldly;
using Virtool.Components.Uploads;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests.Components.Uploads;

public sealed class UploadAreaTests : PagesContext
{
    [Fact]
    public void Who_may_upload_chooses_files_and_what_they_are_for()
    {
        var area = At<UploadArea>("/files");

        area.Find("[data-upload]").GetAttribute("data-upload").ShouldBe("reads");
        area.Find("input[type=file]").HasAttribute("multiple").ShouldBeTrue();
        area.Find("label.button").TextContent.ShouldBe("Choose files");
        area.FindAll("option").Select(option => option.GetAttribute("value")).ShouldBe(["reads", "subtraction", "reference", "hmm"]);
    }

    [Fact]
    public void Where_files_can_be_for_one_thing_only_it_is_not_asked_for()
    {
        var area = At<UploadArea>("/files", parameters => parameters.Add(one => one.Types, [FileType.Subtraction]));

        area.FindAll("select").ShouldBeEmpty();
        area.Find("[data-upload]").GetAttribute("data-upload").ShouldBe("subtraction");
    }

    [Fact]
    public void Who_may_not_upload_is_told_what_it_takes()
    {
        SignIn(administrator: false);
        var area = At<UploadArea>("/files");
        area.FindAll("input").ShouldBeEmpty();
        area.Markup.ShouldContain("takes the permission “upload files”");

        SignIn(new Viewer(Nina.Id, Nina.Name, Administrator: false, new HashSet<Permission> { Permission.UploadFile }));
        area.WaitForAssertion(() => area.FindAll("input[type=file]").Count.ShouldBe(1));
    }
}
