using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Spectre.Console;
using Virtool.App.Demo;
using Virtool.Domain.Analyses;
using Xunit;

namespace Virtool.App.Tests.Browser;

public sealed partial class MainJobTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_dropped_into_the_folder_become_hits_on_the_page_without_a_reload()
    {
        RealTools.Need("bowtie2", "bowtie2-build");
        var examples = RealTools.Examples();
        Chromium.Need();
        await using var server = await RunningServer.StartAsync(Cancellation);
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(server.Address);
        await server.SignInAsync(page, Cancellation);
        await page.GotoAsync("/samples");
        await page.EvaluateAsync("window.loadedOnce = true");

        using var quiet = new StringWriter();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(quiet) });
        var job = new MainJob(server.Services, examples, terminal).RunAsync(Cancellation);

        await page.GetByRole(AriaRole.Link, new() { NameRegex = SampleName() }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = AnalysesTab() }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = ReferenceName() }).First.ClickAsync();
        await page.GetByText("HM067437.1").First.WaitForAsync();
        await page.GetByText("given away").First.WaitForAsync();

        (await page.EvaluateAsync<bool>("window.loadedOnce === true")).ShouldBeTrue("the page was loaded anew");
        var analysis = (await job).ShouldNotBeNull();
        analysis.State.ShouldBe(AnalysisState.Ready);
    }

    [GeneratedRegex("honey_bee")]
    private static partial Regex SampleName();

    [GeneratedRegex("^Analyses \\(")]
    private static partial Regex AnalysesTab();

    [GeneratedRegex("Bee viruses|Pathoscope")]
    private static partial Regex ReferenceName();
}
