using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Releases;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>References and their viruses as people see them.</summary>
public sealed class ReferencesInTheBrowserTests : IAsyncLifetime
{
    private const int Many = 2_084;

    /// <summary>Scrolls to the end at 1,200 px in a tenth of a second, and gives the length of each frame and of each task over 50 ms, in ms.</summary>
    private const string Scroll = """
        async () => {
          const list = document.querySelector(".scroll.tall");
          const frames = [], tasks = [];
          const observer = new PerformanceObserver((found) => tasks.push(...found.getEntries().map((entry) => entry.duration)));
          observer.observe({ type: "longtask" });
          let rows = 0, last = performance.now();
          for (let at = 0; at < list.scrollHeight - list.clientHeight; at += 200) {
            list.scrollTop = at;
            const now = await new Promise(requestAnimationFrame);
            frames.push(now - last);
            last = now;
            rows = Math.max(rows, list.querySelectorAll("tbody tr").length);
          }
          list.scrollTop = list.scrollHeight;
          observer.disconnect();
          return { frames, tasks, rows };
        }
        """;

    private RunningServer _server = null!;
    private Chromium _chromium = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Chromium.Need();
        _chromium = await Chromium.StartAsync();
        _server = await RunningServer.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await (_chromium?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task All_viruses_scroll_by_without_a_stutter_and_only_those_in_sight_are_there()
    {
        await ViewedReference.MakeAsync(_server.Services, "Made-up viruses", ViewedReference.MadeUp(Many, "madeup01", "Made-up viruses"), Cancellation);
        var page = await OpenAsync(ColorScheme.Light);
        await GoAsync(page, "/references/madeup01?tab=viruses");
        await page.GetByText("Virus 0001 of the stunt kind").WaitForAsync();
        await page.GetByText("2,084 viruses").WaitForAsync();
        await page.Locator("table.rows tbody tr").Nth(50).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var seen = await page.EvaluateAsync<JsonElement>(Scroll);
        double[] frames = [.. seen.GetProperty("frames").EnumerateArray().Select(one => one.GetDouble())];
        double[] tasks = [.. seen.GetProperty("tasks").EnumerateArray().Select(one => one.GetDouble())];
        var rows = seen.GetProperty("rows").GetInt32();
        await page.GetByText($"Virus {Many.ToString(CultureInfo.InvariantCulture)} of the").WaitForAsync();
        TestContext.Current.SendDiagnosticMessage(
            $"{frames.Length} frames, median {Median(frames):0.0} ms, longest {frames.Max():0.0} ms; {tasks.Length} long tasks, longest {tasks.DefaultIfEmpty().Max():0} ms; at most {rows} rows");
        rows.ShouldBeLessThan(300);
        Median(frames).ShouldBeLessThan(50);
        tasks.DefaultIfEmpty().Max().ShouldBeLessThan(2_000);
    }

    [Fact]
    public async Task What_is_typed_narrows_the_list_and_stays_in_the_address()
    {
        await ViewedReference.MakeAsync(_server.Services, "Made-up viruses", ViewedReference.MadeUp(50, "madeup01", "Made-up viruses"), Cancellation);
        var page = await OpenAsync(ColorScheme.Light);
        await GoAsync(page, "/references/madeup01?tab=viruses");
        await page.GetByPlaceholder("Search by name, abbreviation or accession").PressSequentiallyAsync("nc_000014");
        await page.GetByText("1 of 50 viruses").WaitForAsync();
        await page.GetByText("Virus 0014 of the mosaic kind").WaitForAsync();
        page.Url.ShouldContain("find=nc_000014");
        page.Url.ShouldContain("tab=viruses");
        await page.GetByRole(AriaRole.Link, new() { Name = "Virus 0014 of the mosaic kind" }).ClickAsync();
        await page.GetByText("NC_000014.1").First.WaitForAsync();
        await page.GoBackAsync();
        await page.GetByText("1 of 50 viruses").WaitForAsync();
    }

    [Fact]
    public async Task Every_page_can_be_read_by_everybody_and_is_no_wider_than_the_window()
    {
        const string id = "plants01";
        const string name = "Plant viruses";
        await ViewedReference.MakeAsync(_server.Services, name, ViewedReference.Read(TestData.Shared("reference/plant_viruses_subset.json.gz"), id, name), Cancellation);
        var virus = await EditAsync();
        await FollowAsync("remote01");
        var page = await OpenAsync(ColorScheme.Light);
        foreach (var (title, address) in Addresses(id, virus))
        {
            await GoAsync(page, address);
            await page.Locator("h1").First.WaitForAsync();
            await Looks.AtAsync(page, title, 390, 900);
        }
    }

    private static IEnumerable<(string Name, string Address)> Addresses(string id, string virus) =>
    [
        ("references", "/references"),
        ("references-create", "/references?new=create"),
        ("references-import", "/references?new=import"),
        ("references-clone", "/references?new=clone"),
        ("references-remote", "/references?new=remote"),
        ("reference-remote", "/references/remote01"),
        ("reference", $"/references/{id}"),
        ("reference-viruses", $"/references/{id}?tab=viruses"),
        ("reference-indexes", $"/references/{id}?tab=indexes&build=yes"),
        ("reference-history", $"/references/{id}?tab=history"),
        ("reference-settings", $"/references/{id}?tab=settings"),
        ("virus", $"/references/{id}/viruses/{virus}"),
        ("virus-segments", $"/references/{id}/viruses/{virus}?tab=schema"),
        ("virus-history", $"/references/{id}/viruses/{virus}?tab=history"),
    ];

    /// <summary>Some changes, so that there is a history; the virus that was changed.</summary>
    private async Task<string> EditAsync()
    {
        var service = _server.Services.GetRequiredService<OtuService>();
        var otus = _server.Services.GetRequiredService<Collection<Otu>>();
        var viewer = Viewer.Server;
        var virus = (await otus.FirstAsync(Where<Otu>.Is(otu => otu.Abbreviation, "GFLV"), Cancellation))!;
        await service.EditAsync(viewer, virus.Id, new OtuEdit { TaxonId = 12274, TaxonName = "Nepovirus foliumflabelli" }, Cancellation);
        var joined = await service.AddIsolateAsync(viewer, virus.Id, new IsolateDraft("isolate", "Marsanne", []), cancellation: Cancellation);
        await service.SetDefaultAsync(viewer, virus.Id, joined.Otu.Isolates[1].Id, Cancellation);
        return virus.Id;
    }

    private async Task<IPage> OpenAsync(ColorScheme colors)
    {
        var page = await _chromium.OpenAsync(_server.Address, colors);
        await _server.SignInAsync(page, Cancellation);
        return page;
    }

    private static async Task GoAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    /// <summary>A reference that follows a repository, of which a newer release was compared.</summary>
    private async Task FollowAsync(string id)
    {
        const string name = "Plant viruses of the repository";
        await ViewedReference.MakeAsync(_server.Services, name, ViewedReference.MadeUp(3, id, name), Cancellation);
        var now = TimeProvider.System.GetUtcNow();
        var installed = new Release { Id = 1, Tag = "v1.4.0", Name = "v1.4.0", PublishedAt = now.AddDays(-90), HtmlUrl = "https://github.com/virtool/ref-plant-viruses/releases/tag/v1.4.0" };
        var newest = installed with { Id = 2, Tag = "v1.5.0", Name = "v1.5.0", PublishedAt = now.AddDays(-2), Body = "Adds two viruses of tomato, and mends the segments of one." };
        var remote = new Remote { Slug = "virtool/ref-plant-viruses", Installed = installed, Newest = newest, CheckedAt = now.AddMinutes(-4), NextCheckAt = now.AddMinutes(6) };
        await Of<Reference>().UpdateAsync(id, reference => reference with { Remote = remote }, Cancellation);
        var update = new RemoteUpdate
        {
            Id = "update01", ReferenceId = id, Release = newest, Before = installed, State = RemoteUpdateState.Compared, CreatedAt = now, User = new Link("server", "lab"), TaskId = "task0001",
            Added = 1, Changed = 1, Removed = 1, Unchanged = 1,
        };
        await Of<RemoteUpdate>().InsertAsync(update, Cancellation);
        await Of<RemoteUpdateList>().InsertAsync(
            new RemoteUpdateList
            {
                Id = update.Id,
                ReferenceId = id,
                Changes =
                [
                    new RemoteChange(RemoteChangeKind.Added, "Tomato brown rugose fruit virus", null, [new RemoteDetail("isolates", "2 isolates, 2 sequences")]),
                    new RemoteChange(RemoteChangeKind.Changed, "Raspberry ringspot virus", null, [new RemoteDetail("schema", "RNA 1 is required now")]),
                    new RemoteChange(RemoteChangeKind.Removed, "Tomato leaf curl virus", null, []),
                ],
            },
            Cancellation);
    }

    private Collection<T> Of<T>()
        where T : Virtool.Data.Documents.Document => _server.Services.GetRequiredService<Collection<T>>();
}
