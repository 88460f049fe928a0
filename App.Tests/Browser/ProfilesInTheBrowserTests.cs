using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Virtool.App.Tests.Hmms;
using Virtool.Domain.Hmms;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>Profiles in a real browser, on a whole server: from the folder on the server to the page of one.</summary>
public sealed class ProfilesInTheBrowserTests
{
    private static readonly string[] Names = ["coat protein", "RNA-dependent RNA polymerase", "movement protein", "helicase", "major capsid protein L1", "hypothetical protein HpV4gp7"];
    private static readonly string[] Families = ["Secoviridae", "Potyviridae", "Papillomaviridae", "Baculoviridae", "Tombusviridae"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_installed_listed_searched_looked_at_and_removed()
    {
        Chromium.Need();
        await using var server = await RunningServer.StartAsync(_ => { }, Cancellation, "--Outgoing:Enabled=false");
        await using var chromium = await Chromium.StartAsync();
        var folder = server.Services.GetRequiredService<HmmFolder>().Path;
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "vthmm.tar.gz"), Archive(), Cancellation);
        var page = await chromium.OpenAsync(server.Address);
        await server.SignInAsync(page, Cancellation);
        await OpenAsync(page, "/hmms");
        await page.GetByRole(AriaRole.Link, new() { Name = "Profiles" }).First.WaitForAsync();
        await page.GetByLabel("vthmm.tar.gz").CheckAsync();
        await Looks.AtAsync(page, "profiles-installer", 390, 900, 1440);
        await page.GetByRole(AriaRole.Button, new() { Name = "Install it: vthmm.tar.gz" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Install them" }).ClickAsync();
        await page.GetByText("40 profiles").First.WaitForAsync();
        await Looks.AtAsync(page, "profiles", 390, 900, 1440);

        await page.GetByRole(AriaRole.Searchbox).FillAsync("vFam_39");
        await page.GetByText("1 of 40 profiles").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "vFam_39" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Members" }).WaitForAsync();
        await page.GetByText("NP_039000.1").First.WaitForAsync();
        await Looks.AtAsync(page, "profile", 390, 900, 1440);

        await OpenAsync(page, "/hmms?install=yes");
        await Looks.AtAsync(page, "profiles-installed", 390);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove: Profiles" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove 40 profiles" }).ClickAsync();
        await page.GetByText("none installed").First.WaitForAsync();
        (await server.Services.GetRequiredService<HmmService>().StatusAsync(Cancellation)).Installed.ShouldBeFalse();
    }

    private static byte[] Archive()
    {
        var clusters = Enumerable.Range(1, 40).ToList();
        var annotations = clusters.Select(cluster =>
        {
            var annotation = ProfileText.Annotation(cluster, Names[cluster % Names.Length], Families[cluster % Families.Length]);
            annotation["families"]!.AsObject()[Families[(cluster + 2) % Families.Length]] = 2;
            annotation["entries"] = new JsonArray([.. Enumerable.Range(0, 30).Select(member => new JsonObject
            {
                ["accession"] = FormattableString.Invariant($"NP_{cluster:000}{member:000}.1"), ["gi"] = "1", ["name"] = Names[member % Names.Length], ["organism"] = FormattableString.Invariant($"Raspberry ringspot virus {member}"),
            })]);
            annotation["count"] = 36;
            return (JsonNode)annotation;
        });
        return ProfileText.Archive(string.Concat(clusters.Select(cluster => ProfileText.Profile(cluster))), new JsonArray([.. annotations]).ToJsonString());
    }

    private static async Task OpenAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }
}
