using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Virtool.App.Tests.Blasts;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Blasts;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>Searches for sequences like a contig, as people ask for them on the page of a result; a server stands in for NCBI.</summary>
public sealed class BlastInTheBrowserTests : IAsyncLifetime
{
    private RunningServer _server = null!;
    private Chromium _chromium = null!;
    private BlastStandIn _ncbi = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Chromium.Need();
        _chromium = await Chromium.StartAsync();
        _ncbi = await BlastStandIn.StartAsync(Cancellation);
        _server = await RunningServer.StartAsync(
            _ => { }, Cancellation, $"--Blast:Address={_ncbi.Address}", "--Blast:FirstPause=1", "--Blast:LongerBy=0", "--Outgoing:Proxy=none", "--Outgoing:Retries=0");
        await ViewedResults.MakeAsync(_server.Services, Cancellation);
        await ViewedContigs.MakeAsync(_server.Services, Cancellation);
        foreach (var blast in await Blasts.FindAsync(Filter.All, Cancellation))
        {
            await Blasts.DeleteAsync(blast.Id, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_chromium?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_ncbi?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private Collection<Blast> Blasts => _server.Services.GetRequiredService<Collection<Blast>>();

    [Fact]
    public async Task Contigs_are_chosen_and_sent_with_the_keyboard_alone_and_what_is_like_them_comes_without_a_refresh()
    {
        var isDone = false;
        _ncbi.Status = _ => Volatile.Read(ref isDone) ? "READY" : "WAITING";
        var page = await OpenAsync(4);
        var colleague = await OpenAsync(5);
        await page.EvaluateAsync("() => window.isTheSame = true");
        await TabToAsync(page, page.GetByRole(AriaRole.Checkbox, new() { Name = "Choose Sequence 4" }));
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, page.GetByRole(AriaRole.Checkbox, new() { Name = "Choose Sequence 5" }));
        await page.Keyboard.PressAsync("Space");
        var chosen = page.GetByRole(AriaRole.Region, new() { Name = "What is chosen" });
        await chosen.GetByText("2 contigs chosen").WaitForAsync();
        await Looks.AtAsync(page, "blast-chosen", 390, 900);
        await TabToAsync(page, chosen.GetByRole(AriaRole.Button, new() { Name = "BLAST at NCBI" }), back: true);
        await page.Keyboard.PressAsync("Enter");

        await page.GetByText("BLAST: 2 searches to go").WaitForAsync();
        await page.WaitForFunctionAsync("() => document.activeElement?.classList.contains('searches')");
        await Panel(page).GetByText("its number there is").WaitForAsync();
        await Panel(page).GetByText("going on").WaitForAsync();
        await Panel(page).GetByRole(AriaRole.Link, new() { Name = "RID0001" }).WaitForAsync();
        await Panel(colleague).GetByText("Waits for its turn").WaitForAsync();
        await Panel(page).ScrollIntoViewIfNeededAsync();
        await Looks.AtAsync(page, "blast-waiting", 390);

        Volatile.Write(ref isDone, true);
        foreach (var shown in new[] { page, colleague })
        {
            await Panel(shown).GetByRole(AriaRole.Region, new() { Name = "Sequences like it" }).GetByText("Raspberry ringspot virus RNA1, complete genome").WaitForAsync();
            await Panel(shown).GetByRole(AriaRole.Link, new() { Name = "NC_005266" }).WaitForAsync();
        }

        await page.Locator(".hits tbody", new() { HasTextString = "Sequence 5" }).GetByText("92 % like Raspberry ringspot virus").WaitForAsync();
        await page.GetByText("BLAST: all searches are over.").WaitForAsync();
        (await page.GetByText("to go").CountAsync()).ShouldBe(0);
        (await page.EvaluateAsync<bool>("() => window.isTheSame === true")).ShouldBeTrue();
        _ncbi.Sent.Count.ShouldBe(2);
        await Panel(page).ScrollIntoViewIfNeededAsync();
        await Looks.AtAsync(page, "blast-found", 390);
    }

    [Fact]
    public async Task One_that_fails_says_why_and_is_tried_again_and_one_that_is_cancelled_too()
    {
        _ncbi.Status = rid => rid switch { "RID0001" => "FAILED", "RID0002" => "WAITING", _ => "READY" };
        var page = await OpenAsync(6);
        await PressAsync(page, "BLAST at NCBI");
        await Panel(page).GetByRole(AriaRole.Alert).GetByText("NCBI could not do this search (its number RID0001)").WaitForAsync();
        await page.Locator(".hits tbody", new() { HasTextString = "Sequence 6" }).GetByText("BLAST failed").WaitForAsync();
        await Panel(page).ScrollIntoViewIfNeededAsync();
        await Looks.AtAsync(page, "blast-failed", 390);

        await PressAsync(page, "Try again");
        await Panel(page).GetByRole(AriaRole.Link, new() { Name = "RID0002" }).WaitForAsync();
        await PressAsync(page, "Cancel the search");
        await Panel(page).GetByText("The search was cancelled.").WaitForAsync();
        await Looks.AtAsync(page, "blast-cancelled", 390);

        _ncbi.Report = BlastText.Report(found: false);
        await PressAsync(page, "BLAST at NCBI");
        await Panel(page).GetByText("Nothing like it was found in nt.").WaitForAsync();
        await Looks.AtAsync(page, "blast-nothing", 390);
        _ncbi.Sent.Distinct().Count().ShouldBe(1, "it is the same contig");
    }

    private static ILocator Panel(IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "BLAST", Exact = true });

    private async Task<IPage> OpenAsync(int contig)
    {
        var page = await _chromium.OpenAsync(_server.Address);
        await _server.SignInAsync(page, Cancellation);
        await page.GotoAsync($"/analyses/{ViewedContigs.Id}?hit={contig}");
        await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Locator(".evidence h2", new() { HasTextString = $"Sequence {contig}" }).WaitForAsync();
        return page;
    }

    /// <summary>With the keyboard; where one ends after it is in the panel, so that the next button is near.</summary>
    private static async Task PressAsync(IPage page, string button)
    {
        await TabToAsync(page, Panel(page).GetByRole(AriaRole.Button, new() { Name = button }));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.activeElement?.id === 'blast-title'");
    }

    private static async Task TabToAsync(IPage page, ILocator wanted, bool back = false)
    {
        await wanted.WaitForAsync();
        for (var pressed = 0; pressed < 200; pressed++)
        {
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
        }

        Assert.Fail($"{wanted} is not reached with the keyboard.");
    }
}
