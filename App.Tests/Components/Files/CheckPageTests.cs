using Bunit;
using Shouldly;
using Virtool.Components.Files;
using Virtool.Components.Files.Check;
using Virtool.Domain.Checks;
using Virtool.Domain.Questions;
using Xunit;

namespace Virtool.App.Tests.Components.Files;

public sealed class CheckPageTests : PagesContext
{
    [Fact]
    public async Task A_check_is_asked_for_and_followed_to_its_findings()
    {
        var page = At<CheckPage>("/files/check");
        await ShowsAsync(page, "Nothing was checked yet");
        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent == "Check now").Click());
        await ShowsAsync(page, "begins at once", "names and sizes");
        await Documents<CheckRun>().UpdateAsync(CheckRun.OnlyId, run => run with { State = CheckState.Running, Progress = 0.4 }, Cancellation);
        await ShowsAsync(page, "checking 40 %");
        await Documents<CheckRun>().UpdateAsync(
            CheckRun.OnlyId,
            run => run with { State = CheckState.Done, Files = 12, Missing = 1, Findings = [new Finding(FindingKind.Missing, "files/file0001", "a.fq.gz", "The file a.fq.gz is missing.")] },
            Cancellation);
        await ShowsAsync(page, "done", "12", "missing", "files/file0001", "The file a.fq.gz is missing.");
    }

    [Fact]
    public async Task Others_than_administrators_are_told_who_may()
    {
        SignIn(administrator: false);
        await ShowsAsync(At<CheckPage>("/files/check"), "Only administrators may check the files.");
    }

    [Fact]
    public async Task A_question_is_answered_on_the_page()
    {
        await AddAsync(new Question { Id = Question.FilesMissing, Text = "12 files are gone. What now?", Choices = [new Choice("wait", "Wait"), new Choice("remove", "Remove their documents")], Count = 12, Names = ["a.fq.gz"] });
        var page = Render<Virtool.Components.Files.Questions>();
        await ShowsAsync(page, "12 files are gone.", "a.fq.gz and 11 more");
        await page.InvokeAsync(() => page.FindAll("button")[0].Click());
        await ShowsAsync(page, "nina answered: Wait.");
        (await Documents<Question>().GetAsync(Question.FilesMissing, Cancellation))!.Answer.ShouldBe("wait");
    }
}
