using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.App.Tests.Outgoing;
using Xunit;
using static Virtool.App.Tests.References.Releases.ReleaseText;

namespace Virtool.App.Tests.Api;

public sealed class RemoteReferencesApiTests : IAsyncLifetime
{
    private readonly ServerFactory _server = new();
    private GitHubStandIn _gitHub = null!;
    private NcbiStandIn _ncbi = null!;
    private HttpClient _root = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gitHub = await GitHubStandIn.StartAsync(Cancellation);
        _ncbi = await NcbiStandIn.StartAsync(Cancellation);
        _server.Ask(("Outgoing:GitHub", _gitHub.Address), ("Outgoing:GenBank", _ncbi.Address), ("Outgoing:Software", GitHubStandIn.Slug));
        _root = await _server.SignInAsync("root", administrator: true, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _gitHub.DisposeAsync();
        await _ncbi.DisposeAsync();
    }

    [Fact]
    public async Task A_repository_is_followed_compared_and_its_next_release_installed()
    {
        _gitHub.Publish("v1.0.0", Packed(Virus("aaa", "Apple virus"), Virus("bbb", "Barley virus")));
        var made = await _root.GivesAsync(201, HttpMethod.Post, "/api/refs", $$"""{"remote_from":"{{GitHubStandIn.Slug}}"}""");
        var id = made["id"]!.GetValue<string>();
        made["name"]!.GetValue<string>().ShouldBe("Plant Viruses");
        made["remotes_from"]!["slug"]!.GetValue<string>().ShouldBe(GitHubStandIn.Slug);
        made["installed"].ShouldBeNull();
        await DoneAsync(made["process"]!["id"]!.GetValue<string>());
        var whole = await _root.GivesAsync(200, HttpMethod.Get, $"/api/refs/{id}");
        whole["otu_count"]!.GetValue<int>().ShouldBe(2);
        whole["installed"]!["name"]!.GetValue<string>().ShouldBe("v1.0.0");
        whole["release"]!["newer"]!.GetValue<bool>().ShouldBeFalse();
        await _root.GivesAsync(400, HttpMethod.Post, $"/api/refs/{id}/updates");

        _gitHub.Publish("v1.1.0", Packed(Virus("aaa", "Apple mosaic virus"), Virus("ccc", "Carrot virus")));
        var release = await _root.GivesAsync(200, HttpMethod.Get, $"/api/refs/{id}/release");
        (release["name"]!.GetValue<string>(), release["newer"]!.GetValue<bool>(), release["filename"]!.GetValue<string>()).ShouldBe(("v1.1.0", true, "reference.json.gz"));
        var compared = await _root.GivesAsync(201, HttpMethod.Post, $"/api/refs/{id}/updates/compare");
        await DoneAsync(compared["process"]!["id"]!.GetValue<string>());
        var list = await _root.GivesAsync(200, HttpMethod.Get, $"/api/refs/{id}/updates/{compared["id"]}");
        list["changes"]!.AsArray().Select(change => $"{change!["kind"]} {change["name"]}").ShouldBe(["removed Barley virus", "changed Apple virus", "added Carrot virus"]);
        var installed = await _root.GivesAsync(201, HttpMethod.Post, $"/api/refs/{id}/updates");
        installed["id"]!.GetValue<string>().ShouldBe(compared["id"]!.GetValue<string>());
        await DoneAsync(installed["process"]!["id"]!.GetValue<string>());
        var updates = await _root.GivesAsync(200, HttpMethod.Get, $"/api/refs/{id}/updates");
        updates["documents"]!.AsArray().Select(update => $"{update!["name"]} {update["ready"]} {update["added"]} {update["changed"]} {update["removed"]}").ShouldBe(["v1.1.0 true 1 1 1", "v1.0.0 true 2 0 0"]);
    }

    [Fact]
    public async Task What_github_has_not_or_cannot_give_is_told_apart()
    {
        await _root.GivesAsync(400, HttpMethod.Post, "/api/refs", """{"remote_from":"virtool/nothing"}""");
        await _root.GivesAsync(400, HttpMethod.Post, "/api/refs", $$"""{"remote_from":"{{GitHubStandIn.Slug}}","clone_from":"ref00001"}""");
        _gitHub.Trouble = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.FromResult(true);
        };
        var (answer, body) = await _root.CallAsync(HttpMethod.Post, "/api/refs", $$"""{"remote_from":"{{GitHubStandIn.Slug}}"}""");
        ((int)answer.StatusCode, body!["id"]!.GetValue<string>()).ShouldBe((502, "bad_gateway"));
        body["message"]!.GetValue<string>().ShouldContain("GitHub failed");
    }

    [Fact]
    public async Task A_record_of_genbank_is_looked_up_by_its_accession()
    {
        var record = await _root.GivesAsync(200, HttpMethod.Get, "/api/genbank/NC_010317");
        record["accession"]!.GetValue<string>().ShouldBe("NC_010317.1");
        record["host"]!.GetValue<string>().ShouldBe("Musa sp.");
        record["definition"]!.GetValue<string>().ShouldStartWith("Abaca bunchy top virus DNA-M");
        record["sequence"]!.GetValue<string>().ShouldStartWith("GGGGCTGGGG");
        record["taxid"]!.GetValue<int>().ShouldBe(438782);
        await _root.GivesAsync(404, HttpMethod.Get, "/api/genbank/NC_999999");
        _ncbi.Trouble = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.FromResult(true);
        };
        var (answer, _) = await _root.CallAsync(HttpMethod.Get, "/api/genbank/NC_010317");
        ((int)answer.StatusCode).ShouldBe(502);
    }

    [Fact]
    public async Task Newer_releases_of_this_software_are_told_and_not_installed()
    {
        _gitHub.Publish("v99.0.0");
        JsonNode? software = null;
        // The first look is made at the start; a release that came a moment later is found by it, or by the one that follows a failure.
        await Waiting.UntilAsync(async () => (software = await _root.GivesAsync(200, HttpMethod.Get, "/api/software"))["checked_at"] is not null);
        software!["version"]!.GetValue<string>().ShouldBe(Virtool.Components.Shell.Product.Version);
        await _root.GivesAsync(200, HttpMethod.Get, "/api/software/releases");
        await _root.GivesAsync(200, HttpMethod.Get, "/api/software/updates");
        (await _root.GivesAsync(409, HttpMethod.Post, "/api/software/updates"))["message"]!.GetValue<string>().ShouldContain("same data folder");
    }

    private Task DoneAsync(string taskId) => _server.DoneAsync(taskId, Cancellation);
}
