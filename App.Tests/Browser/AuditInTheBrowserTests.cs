using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Audit;
using Virtool.Domain.Groups;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>What somebody does on a page is in the trail under that one's name, with the address it came from.</summary>
public sealed class AuditInTheBrowserTests : IAsyncLifetime
{
    private RunningServer _server = null!;
    private Chromium _chromium = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Chromium.Need();
        _server = await RunningServer.StartAsync(Cancellation);
        _chromium = await Chromium.StartAsync();
        await _server.AddAdministratorAsync(Cancellation);
        await Of<Group>().InsertAsync(new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY" }, Cancellation);
        await Of<User>().InsertAsync(new User { Id = Made.Nina.Id, Handle = "nina", NormalizedHandle = "NINA" }, Cancellation);
        await Of<Sample>().InsertAsync(Made.Sample(), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await (_chromium?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact(Timeout = 300_000)]
    public async Task Rights_that_are_changed_on_the_page_are_told_on_the_audit_page_and_in_the_samples_history()
    {
        var page = await _chromium.OpenAsync(_server.Address);
        await _server.SignInAsync(page, Cancellation);
        await OpenAsync(page, "/samples/sample01?tab=rights");
        await page.GetByLabel("See it: Everyone").UncheckAsync();
        await page.GetByLabel("Add a group").SelectOptionAsync("virology");
        await page.GetByLabel("Change it: group Virology").CheckAsync();
        await page.GetByText("From then on only").WaitForAsync();
        await Looks.AtAsync(page, "rights");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save rights" }).ClickAsync();
        await page.GetByText("Saved. It holds from now on").WaitForAsync();

        await Waiting.UntilAsync(async () => (await TrailAsync()).Count == 1);
        var entry = (await TrailAsync())[0];
        entry.Actor.Name.ShouldBe("admin");
        entry.From.ShouldBe("127.0.0.1");

        // More of it, as a trail of a day has.
        var audit = _server.Services.GetRequiredService<AuditService>();
        await audit.RecordAsync(new Actor(Made.Nina, From: "192.0.2.7"), AuditAction.SignedIn, new AuditThing("users", Made.Nina.Id, "nina"), Cancellation);
        using (_server.Services.GetRequiredService<Acting>().As(new Actor(Made.Nina, "nightly import", "192.0.2.7")))
        {
            await Of<Sample>().UpdateAsync("sample01", sample => sample with { Name = "VT-0412 tomato leaf", Host = "Solanum lycopersicum", Isolate = "PN12", Locale = "Greenhouse 4, Bern" }, Cancellation);
        }

        await audit.RecordAsync(new Actor(new Link("server", "lab"), From: "command line"), AuditAction.Removed, new AuditThing("jobs", "job00001", "VT-0412 / Bee viruses"), Cancellation);
        await OpenAsync(page, "/audit");
        await page.GetByText("changed who may see and change the sample").WaitForAsync();
        await page.Locator("details.changes > summary").First.ClickAsync();
        await Looks.AtAsync(page, "audit-entries");
        await OpenAsync(page, "/samples/sample01?tab=history");
        await page.GetByText("changed who may see and change the sample").WaitForAsync();
        await Looks.AtAsync(page, "history");
    }

    private Collection<T> Of<T>()
        where T : Virtool.Data.Documents.Document => _server.Services.GetRequiredService<Collection<T>>();

    private Task<IReadOnlyList<AuditEntry>> TrailAsync() => Of<AuditEntry>().FindAsync(Where<AuditEntry>.Is(entry => entry.Thing.Collection, "samples"), Cancellation);

    private static async Task OpenAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }
}
