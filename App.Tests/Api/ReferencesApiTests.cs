using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.App.Tests.References;
using Virtool.Data.Collections;
using Virtool.Domain.References;
using Virtool.Domain.Tasks;
using Xunit;

namespace Virtool.App.Tests.Api;

public sealed class ReferencesApiTests : IAsyncDisposable
{
    private readonly ServerFactory _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact(Timeout = 120_000)]
    public async Task A_reference_is_imported_read_changed_copied_downloaded_and_removed()
    {
        using var root = await _server.SignInAsync("root", administrator: true, Cancellation);
        var file = await UploadAsync(root, "two_viruses.json", ReferenceText.Small);

        var check = await root.GivesAsync(200, HttpMethod.Post, "/api/refs/check", $$"""{"import_from":"{{file}}"}""");
        check["is_good"]!.GetValue<bool>().ShouldBeTrue(check.ToJsonString());
        check["summary"]!["otus"]!.GetValue<int>().ShouldBe(2);

        var (answer, made) = await root.CallAsync(HttpMethod.Post, "/api/refs", $$"""{"name":"","import_from":"{{file}}"}""");
        ((int)answer.StatusCode).ShouldBe(201, made?.ToJsonString());
        var address = answer.Headers.Location!.ToString();
        await WholeAsync(made!["id"]!.GetValue<string>());
        var reference = await root.GivesAsync(200, HttpMethod.Get, address);
        reference["name"]!.GetValue<string>().ShouldBe("Two viruses");
        reference["otu_count"]!.GetValue<int>().ShouldBe(2);
        reference["unbuilt_change_count"]!.GetValue<int>().ShouldBe(2);
        reference["imported_from"]!["file_name"]!.GetValue<string>().ShouldBe("two_viruses.json");

        var changed = await root.GivesAsync(200, HttpMethod.Patch, address, """{"name":"Plants","internal_control":"d93ec9a9","source_types":["Isolate","clone"],"restrict_source_types":true}""");
        changed["name"]!.GetValue<string>().ShouldBe("Plants");
        changed["internal_control"]!["name"]!.GetValue<string>().ShouldBe("Hop stunt viroid");
        changed["source_types"]!.AsArray().Select(type => type!.GetValue<string>()).ShouldBe(["isolate", "clone"]);
        (await root.GivesAsync(200, HttpMethod.Patch, address, """{"internal_control":""}"""))["internal_control"].ShouldBeNull();
        await root.GivesAsync(422, HttpMethod.Patch, address, """{"data_type":"protein"}""");
        (await root.GivesAsync(200, HttpMethod.Get, "/api/refs?find=PLANTS"))["found_count"]!.GetValue<int>().ShouldBe(1);

        using var download = await root.GetAsync(address.Replace("/api/", "/download/", StringComparison.Ordinal) + "?scope=unverified", Cancellation);
        download.Content.Headers.ContentType!.MediaType.ShouldBe("application/gzip");
        download.Content.Headers.ContentDisposition!.FileName.ShouldBe("reference.unverified.json.gz");
        (await download.Content.ReadAsByteArrayAsync(Cancellation)).Length.ShouldBeGreaterThan(100);
        using var unbuilt = await root.GetAsync(address.Replace("/api/", "/download/", StringComparison.Ordinal), Cancellation);
        ((int)unbuilt.StatusCode).ShouldBe(409);

        var copy = (await root.GivesAsync(201, HttpMethod.Post, "/api/refs", $$"""{"clone_from":"{{made["id"]}}"}"""))["id"]!.GetValue<string>();
        await WholeAsync(copy);
        (await root.GivesAsync(200, HttpMethod.Get, $"/api/refs/{copy}"))["name"]!.GetValue<string>().ShouldBe("Clone of Plants");

        (await root.GivesAsync(200, HttpMethod.Patch, address, """{"archived":true}"""))["archived"]!.GetValue<bool>().ShouldBeTrue();
        await root.GivesAsync(409, HttpMethod.Patch, address, """{"name":"Trees"}""");
        (await root.GivesAsync(200, HttpMethod.Patch, address, """{"name":"Trees","archived":false}"""))["name"]!.GetValue<string>().ShouldBe("Trees");

        var (removal, task) = await root.CallAsync(HttpMethod.Delete, address, null);
        ((int)removal.StatusCode).ShouldBe(202);
        removal.Content.Headers.ContentLocation!.ToString().ShouldBe($"/api/processes/{task!["id"]}");
        await Waiting.UntilAsync(async () => await All<Reference>().GetAsync(made["id"]!.GetValue<string>(), Cancellation) is null);
        await root.GivesAsync(404, HttpMethod.Get, address);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_file_with_problems_leaves_a_task_that_tells_them_and_no_reference()
    {
        using var root = await _server.SignInAsync("root", administrator: true, Cancellation);
        var file = await UploadAsync(root, "spoiled.json", ReferenceText.With(otus => otus.Otu(0)["name"] = ""));

        var check = await root.GivesAsync(200, HttpMethod.Post, "/api/refs/check", $$"""{"import_from":"{{file}}"}""");
        check["problems"]![0]!["where"]!.GetValue<string>().ShouldBe("otus[0].name");
        var made = await root.GivesAsync(201, HttpMethod.Post, "/api/refs", $$"""{"import_from":"{{file}}"}""");

        var id = made["process"]!["id"]!.GetValue<string>();
        ServerTask? task = null;
        await Waiting.UntilAsync(async () => (task = await All<ServerTask>().GetAsync(id, Cancellation)) is { IsOver: true });
        task!.State.ShouldBe(TaskState.Failed);
        task.Problems.ShouldHaveSingleItem().Where.ShouldBe("otus[0].name");
        await root.GivesAsync(404, HttpMethod.Get, $"/api/refs/{made["id"]}");
        (await All<Otu>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_wrong_with_a_new_reference_is_said()
    {
        using var root = await _server.SignInAsync("root", administrator: true, Cancellation);

        await root.GivesAsync(422, HttpMethod.Post, "/api/refs", "{}");
        await root.GivesAsync(422, HttpMethod.Post, "/api/refs", """{"name":"A","data_type":"protein"}""");
        await root.GivesAsync(400, HttpMethod.Post, "/api/refs", """{"clone_from":"nothing0"}""");
        await root.GivesAsync(404, HttpMethod.Post, "/api/refs", """{"import_from":"nothing0"}""");
        await root.GivesAsync(400, HttpMethod.Post, "/api/refs", """{"import_from":"a","clone_from":"b"}""");
        (await root.GivesAsync(201, HttpMethod.Post, "/api/refs", """{"name":"Barcodes","data_type":"barcode","targets":[{"name":"COI","length":658}]}"""))["targets"]![0]!["length"]!.GetValue<int>().ShouldBe(658);
    }

    [Fact]
    public async Task Members_are_added_changed_and_removed()
    {
        using var root = await _server.SignInAsync("root", administrator: true, Cancellation);
        using var ann = await _server.SignInAsync("ann", administrator: false, Cancellation);
        var address = $"/api/refs/{(await root.GivesAsync(201, HttpMethod.Post, "/api/refs", """{"name":"Plants"}"""))["id"]}";
        var user = (await root.GivesAsync(200, HttpMethod.Get, "/api/users"))["documents"]!.AsArray().Single(one => one!["handle"]!.GetValue<string>() == "ann")!["id"]!.GetValue<string>();
        var group = (await root.GivesAsync(201, HttpMethod.Post, "/api/groups", """{"name":"Virology"}"""))["id"]!.GetValue<string>();

        ((int)(await ann.CallAsync(HttpMethod.Patch, address, """{"name":"Mine"}""")).Answer.StatusCode).ShouldBe(403);
        var member = await root.GivesAsync(201, HttpMethod.Post, $"{address}/users", $$"""{"user_id":"{{user}}","modify":true}""");
        (member["modify"]!.GetValue<bool>(), member["build"]!.GetValue<bool>(), member["name"]!.GetValue<string>()).ShouldBe((true, false, "ann"));
        await root.GivesAsync(400, HttpMethod.Post, $"{address}/users", $$"""{"user_id":"{{user}}"}""");
        await root.GivesAsync(400, HttpMethod.Post, $"{address}/users", """{"user_id":"nothing0"}""");
        await ann.GivesAsync(200, HttpMethod.Patch, address, """{"name":"Ours"}""");

        await root.GivesAsync(201, HttpMethod.Post, $"{address}/groups", $$"""{"group_id":"{{group}}","build":true}""");
        (await root.GivesAsync(200, HttpMethod.Get, $"{address}/groups")).AsArray().Count.ShouldBe(1);
        (await root.GivesAsync(200, HttpMethod.Patch, $"{address}/groups/{group}", """{"remove":true}"""))["build"]!.GetValue<bool>().ShouldBeTrue();
        var full = await root.GivesAsync(200, HttpMethod.Get, address);
        full["groups"]![0]!["remove"]!.GetValue<bool>().ShouldBeTrue();
        full["users"]![0]!["id"]!.GetValue<string>().ShouldBe(user);
        full["everyone"]!["read"]!.GetValue<bool>().ShouldBeTrue();

        await root.GivesAsync(204, HttpMethod.Delete, $"{address}/users/{user}");
        await root.GivesAsync(404, HttpMethod.Delete, $"{address}/users/{user}");
        await root.GivesAsync(404, HttpMethod.Get, $"{address}/users/{user}");
        ((int)(await ann.CallAsync(HttpMethod.Patch, address, """{"name":"Mine"}""")).Answer.StatusCode).ShouldBe(403);
    }

    private Collection<T> All<T>()
        where T : Virtool.Data.Documents.Document => _server.Services.GetRequiredService<Collection<T>>();

    private async Task WholeAsync(string id)
    {
        Reference? seen = null;
        await Waiting.UntilAsync(async () => (seen = await All<Reference>().GetAsync(id, Cancellation)) is { Ready: true }, () => $"{seen}");
    }

    private static async Task<string> UploadAsync(HttpClient client, string name, string text)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await client.PostAsync($"/upload/reference?name={name}", content, Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        ((int)answer.StatusCode).ShouldBe(201, body);
        return JsonNode.Parse(body)!["id"]!.GetValue<string>();
    }
}
