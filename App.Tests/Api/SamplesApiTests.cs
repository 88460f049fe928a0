using System.IO.Compression;
using System.Text.Json.Nodes;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Xunit;

namespace Virtool.App.Tests.Api;

public sealed class SamplesApiTests : IAsyncDisposable
{
    private readonly ServerFactory _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Reads_become_a_sample_that_is_edited_found_given_other_reads_and_removed()
    {
        using var root = await _server.SignInAsync("root", administrator: true, Cancellation);
        var file = await UploadAsync(root, "/upload/reads?name=VT-1.fq.gz", "@a\nACGT\n+\nIIII\n");
        var plan = await root.GivesAsync(200, HttpMethod.Post, "/api/samples/plan", "{}");
        var planned = plan["samples"]![0]!["sample"]!;
        (planned["name"]!.GetValue<string>(), planned["mates"]![0]![0]!.GetValue<string>()).ShouldBe(("VT-1", file["id"]!.GetValue<string>()));
        var label = await root.GivesAsync(201, HttpMethod.Post, "/api/labels", """{"name":"Urgent","color":"#FF0000"}""");
        await root.GivesAsync(400, HttpMethod.Post, "/api/samples", """{"name":"VT-1","files":["nothing0"]}""");
        (await root.GivesAsync(422, HttpMethod.Post, "/api/samples", """{"name":"","files":[]}"""))["errors"]!["name"].ShouldNotBeNull();

        var body = new JsonObject { ["name"] = "VT-1", ["files"] = new JsonArray(file["id"]!.DeepClone()), ["srna"] = true, ["labels"] = new JsonArray(label["id"]!.DeepClone()), ["group"] = "none" };
        var (answer, made) = await root.CallAsync(HttpMethod.Post, "/api/samples", body.ToJsonString());
        ((int)answer.StatusCode).ShouldBe(201, made?.ToJsonString());
        var address = answer.Headers.Location!.ToString();
        (made!["library_type"]!.GetValue<string>(), made["imported"]!.GetValue<string>()).ShouldBe(("srna", "ip"));
        (await ReadsAsync(root, await ReadyAsync(root, address, version: 1))).ShouldBe("@a\nACGT\n+\nIIII\n");
        await root.GivesAsync(400, HttpMethod.Post, "/api/samples", body.ToJsonString());

        var edited = await root.GivesAsync(200, HttpMethod.Patch, address, """{"host":"Vitis","run":{"id":"run 7"},"control":{"kind":"negative"},"collected_on":"2026-05-31"}""");
        (edited["run"]!["id"]!.GetValue<string>(), edited["collected_on"]!.GetValue<string>()).ShouldBe(("run 7", "2026-05-31"));
        edited = await root.GivesAsync(200, HttpMethod.Patch, address, """{"run":null,"archived":true}""");
        (edited["run"], edited["control"]!["kind"]!.GetValue<string>(), edited["archived"]!.GetValue<bool>()).ShouldBe((null, "negative", true));
        foreach (var (query, count) in new[] { ("?find=urgent&archived=true&sort=-name", 1), ("?archived=false", 0), ($"?label={label["id"]}&state=ready&from=2020-01-01", 1), ("?pathoscope=true", 0) })
        {
            (await root.GivesAsync(200, HttpMethod.Get, $"/api/samples{query}"))["found_count"]!.GetValue<int>().ShouldBe(count, query);
        }

        ((int)(await root.CallAsync(HttpMethod.Get, "/api/samples?sort=colour")).Answer.StatusCode).ShouldBe(422);
        var many = await root.GivesAsync(200, HttpMethod.Patch, "/api/samples", $$"""{"ids":["{{made["id"]}}","nothing0"],"archived":false,"remove_labels":["{{label["id"]}}"]}""");
        (many["done"]!.AsArray().Count, many["left"]!.AsArray().Count).ShouldBe((1, 1));

        await UploadAsync(root, $"/upload{address["/api".Length..]}/files/1?name=new.fq.gz", "@b\nACGTAC\n+\nIIIII#\n@c\nGG\n+\nII\n");
        await root.GivesAsync(404, HttpMethod.Post, $"/upload{address["/api".Length..]}/files/2?name=new.fq.gz", "x");
        var replaced = await ReadyAsync(root, address, version: 2);
        (replaced["quality"]!["count"]!.GetValue<int>(), replaced["replacement"]).ShouldBe((2, null));
        (await ReadsAsync(root, replaced)).ShouldStartWith("@b\n");
        await root.GivesAsync(404, HttpMethod.Get, $"/download{address["/api".Length..]}/reads_2.fq.gz");

        // The job is over a moment after its sample is ready, and until then keeps it from being removed.
        await Waiting.UntilAsync(async () => (await root.GivesAsync(200, HttpMethod.Get, $"{address}/removal"))["files"]!.GetValue<int>() == 1);
        await root.GivesAsync(204, HttpMethod.Delete, address);
        await root.GivesAsync(404, HttpMethod.Get, address);
    }

    private static async Task<string> ReadsAsync(HttpClient client, JsonNode sample)
    {
        using var packed = await client.GetStreamAsync(new Uri(sample["files"]![0]!["download_url"]!.GetValue<string>(), UriKind.Relative), Cancellation);
        using var reads = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        return await reads.ReadToEndAsync(Cancellation);
    }

    private static async Task<JsonNode> UploadAsync(HttpClient client, string address, string reads)
    {
        using var content = new ByteArrayContent(Workflows.WorkflowsHost.Packed(reads));
        using var answer = await client.PostAsync(new Uri(address, UriKind.Relative), content, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        ((int)answer.StatusCode).ShouldBe(201, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<JsonNode> ReadyAsync(HttpClient client, string address, int version)
    {
        JsonNode? sample = null;
        await Waiting.UntilAsync(
            async () =>
            {
                sample = await client.GivesAsync(200, HttpMethod.Get, address);
                return sample["ready"]!.GetValue<bool>() && sample["reads_version"]!.GetValue<int>() == version && sample["replacement"] is null;
            },
            () => $"{sample}");
        return sample!;
    }
}
