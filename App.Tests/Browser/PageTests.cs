using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>Every page after the main job, in a real browser.</summary>
public sealed class PageTests(LabAfterTheMainJob lab) : IClassFixture<LabAfterTheMainJob>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_is_live_says_no_error_keeps_nobody_out_and_is_no_wider_than_the_window()
    {
        await lab.ReadyAsync();
        var page = await lab.Chromium.OpenAsync(lab.Server.Address);
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                errors.Add(message.Text);
            }
        };
        await lab.Server.SignInAsync(page, Cancellation);
        foreach (var (name, address) in Addresses())
        {
            await page.GotoAsync(address);
            await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await page.Locator("h1").First.WaitForAsync();
            errors.ShouldBeEmpty(address);
            await Looks.AtAsync(page, name, 390, 900, 1440);
        }
    }

    [Fact]
    public async Task A_page_comes_with_its_data_before_any_script_runs()
    {
        await lab.ReadyAsync();
        var page = await lab.Chromium.OpenAsync(lab.Server.Address);
        await lab.Server.SignInAsync(page, Cancellation);
        foreach (var (address, text) in new[]
        {
            ("/samples", "honey_bee_SRR059298"),
            ($"/samples/{lab.Analysis.Sample.Id}", "100,000"),
            ($"/analyses/{lab.Analysis.Id}", "HM067437.1"),
            ($"/jobs/{lab.Job.Id}", "Map"),
        })
        {
            var answer = await page.APIRequest.GetAsync(address);
            answer.Status.ShouldBe(200);
            (await answer.TextAsync()).ShouldContain(text, customMessage: address);
        }

        (await page.APIRequest.GetAsync("/_content/Virtool.Components/Virtool.Components.bundle.scp.css")).Status.ShouldBe(200, "the components' own style sheets");
    }

    [Theory]
    [InlineData("/samples/nothing0")]
    [InlineData("/analyses/nothing0")]
    [InlineData("/jobs/nothing0")]
    [InlineData("/nothing")]
    public async Task What_is_not_there_is_a_page_that_says_so_and_answers_404(string address)
    {
        await lab.ReadyAsync();
        var page = await lab.Chromium.OpenAsync(lab.Server.Address);
        await lab.Server.SignInAsync(page, Cancellation);
        var answer = await page.GotoAsync(address);
        answer!.Status.ShouldBe(404);
        (await page.Locator("h1").First.InnerTextAsync()).ShouldContain("not found", Case.Insensitive);
    }

    [Fact]
    public async Task Settings_are_changed_on_the_page_and_refused_with_both_numbers()
    {
        await lab.ReadyAsync();
        var page = await lab.Chromium.OpenAsync(lab.Server.Address);
        await lab.Server.SignInAsync(page, Cancellation);
        await page.GotoAsync("/settings");
        await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.GetByLabel("Cores, all jobs together").FillAsync("1000");
        await page.GetByText($"1 to {Environment.ProcessorCount} cores").First.WaitForAsync();
        (await page.GetByRole(AriaRole.Button, new() { Name = "Save limits" }).IsDisabledAsync()).ShouldBeTrue();

        await page.GetByLabel("Cores, all jobs together").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save limits" }).ClickAsync();
        await using var scope = lab.Server.Services.CreateAsyncScope();
        await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "aved" }).First.WaitForAsync();
        (await scope.ServiceProvider.GetRequiredService<Virtool.Domain.Settings.SettingsService>().EffectiveLimitsAsync(Cancellation)).Proc.ShouldBe(1);
    }

    private IEnumerable<(string Name, string Address)> Addresses() =>
    [
        ("home", "/"),
        ("samples", "/samples"),
        ("samples-new", "/samples/new"),
        ("samples-many", "/samples/new?way=many"),
        ("samples-sheet", "/samples/new?way=sheet"),
        ("labels", "/labels"),
        ("subtractions", "/subtractions?new=yes"),
        ("subtraction", $"/subtractions/{lab.Analysis.Subtractions[0].Id}"),
        ("sample", $"/samples/{lab.Analysis.Sample.Id}"),
        ("sample-quality", $"/samples/{lab.Analysis.Sample.Id}?tab=quality"),
        ("sample-analyses", $"/samples/{lab.Analysis.Sample.Id}?tab=analyses"),
        ("sample-files", $"/samples/{lab.Analysis.Sample.Id}?tab=files"),
        ("sample-rights", $"/samples/{lab.Analysis.Sample.Id}?tab=rights"),
        ("sample-history", $"/samples/{lab.Analysis.Sample.Id}?tab=history"),
        ("audit", "/audit"),
        ("analyses", "/analyses"),
        ("analysis", $"/analyses/{lab.Analysis.Id}"),
        ("jobs", "/jobs"),
        ("job", $"/jobs/{lab.Job.Id}"),
        ("files", "/files"),
        ("files-stored", "/files/stored"),
        ("files-quarantine", "/files/quarantine"),
        ("files-folders", "/files/folders"),
        ("files-folder", "/files/folders/watch"),
        ("files-trash", "/files/trash"),
        ("files-check", "/files/check"),
        ("profiles-none", "/hmms"),
        ("resources", "/resources"),
        ("settings", "/settings"),
        ("users", "/users"),
        ("user", $"/users/{lab.People.User.Id}"),
        ("groups", "/groups"),
        ("group", $"/groups/{lab.People.Group.Id}"),
        ("account", "/account"),
    ];
}
