using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests.Api;

public sealed class OtusApiTests : IAsyncLifetime
{
    private readonly ServerFactory _server = new();
    private HttpClient _root = null!;
    private Reference _reference = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _root = await _server.SignInAsync("root", administrator: true, Cancellation);
        _reference = await _server.Services.GetRequiredService<ReferenceService>().CreateAsync(Viewer.Server, "Plant viruses", "", Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _root.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_virus_is_made_filled_changed_read_and_taken_back()
    {
        var made = await _root.GivesAsync(201, HttpMethod.Post, $"/api/refs/{_reference.Id}/otus", """{"name":"Raspberry ringspot virus","abbreviation":"RpRSV","schema":[{"name":"RNA 1","molecule":"ssRNA"},{"name":"RNA 2","required":false}]}""");
        var id = made["id"]!.GetValue<string>();
        made["schema"]!.ToJsonString().ShouldBe("""[{"name":"RNA 1","required":true,"molecule":"ssRNA"},{"name":"RNA 2","required":false,"molecule":""}]""");
        made["issues"]!.ToJsonString().ShouldBe("""{"empty_otu":true,"empty_isolate":false,"empty_sequence":false,"isolate_inconsistency":false}""");
        var isolate = await _root.GivesAsync(201, HttpMethod.Post, $"/api/otus/{id}/isolates", """{"source_type":"Strain","source_name":"S"}""");
        var isolateId = isolate["id"]!.GetValue<string>();
        (isolate["source_type"]!.GetValue<string>(), isolate["default"]!.GetValue<bool>()).ShouldBe(("strain", true));
        var sequence = await _root.GivesAsync(201, HttpMethod.Post, $"/api/otus/{id}/isolates/{isolateId}/sequences", """{"accession":"NC_005266.2","definition":"RNA 1","segment":"RNA 1","sequence":"acg t\nNN"}""");
        var sequenceId = sequence["id"]!.GetValue<string>();
        (sequence["sequence"]!.GetValue<string>(), sequence["length"]!.GetValue<int>()).ShouldBe(("ACGTNN", 6));

        var virus = await _root.GivesAsync(200, HttpMethod.Get, $"/api/otus/{id}");
        (virus["version"]!.GetValue<int>(), virus["verified"]!.GetValue<bool>(), virus["issues"], virus["last_indexed_version"]).ShouldBe((2, true, null, null));
        virus["most_recent_change"]!["id"]!.GetValue<string>().ShouldBe($"{id}.2");
        await _root.GivesAsync(200, HttpMethod.Patch, $"/api/otus/{id}", """{"name":"raspberry Ringspot virus ","taxid":12809}""");
        (await _root.GivesAsync(422, HttpMethod.Post, $"/api/otus/{id}/isolates/{isolateId}/sequences", """{"accession":"X","sequence":"ACGT-"}"""))["errors"]!.ToJsonString().ShouldContain("position 5");
        (await _root.GivesAsync(422, HttpMethod.Patch, $"/api/otus/{id}/isolates/{isolateId}/sequences/{sequenceId}", """{"segment":"RNA 9"}"""))["errors"]!.ToJsonString().ShouldContain("RNA 9");

        var history = (JsonArray)await _root.GivesAsync(200, HttpMethod.Get, $"/api/otus/{id}/history");
        history.Select(change => change!["method_name"]!.GetValue<string>()).ShouldBe(["edit", "create_sequence", "add_isolate", "create"]);
        var change = await _root.GivesAsync(200, HttpMethod.Get, $"/api/history/{id}.3");
        change["diff"]![0]!.ToJsonString().ShouldBe("""{"path":"name","at":null,"old":"Raspberry ringspot virus","new":"raspberry Ringspot virus"}""");
        await _root.GivesAsync(204, HttpMethod.Delete, $"/api/history/{id}.3");
        (await _root.GivesAsync(200, HttpMethod.Get, $"/api/otus/{id}"))["name"]!.GetValue<string>().ShouldBe("Raspberry ringspot virus");
        await _root.GivesAsync(204, HttpMethod.Delete, $"/api/otus/{id}");
        await _root.GivesAsync(404, HttpMethod.Get, $"/api/otus/{id}");
        await _root.GivesAsync(204, HttpMethod.Delete, $"/api/history/{id}.removed");
        (await _root.GivesAsync(200, HttpMethod.Get, $"/api/otus/{id}"))["isolates"]![0]!["sequences"]![0]!["id"]!.GetValue<string>().ShouldBe(sequenceId);
        (await _root.GivesAsync(200, HttpMethod.Get, $"/api/refs/{_reference.Id}/history?unbuilt=true"))["found_count"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task Downloads_are_fasta_with_names_that_say_what_is_in_them()
    {
        var virus = await _server.Services.GetRequiredService<OtuService>().CreateAsync(
            Viewer.Server, _reference.Id, new OtuDraft("Virus A/1", "", [new IsolateDraft("isolate", "X", [new SequenceDraft("1", "", "ACGT"), new SequenceDraft("2", "", "GG")])]), Cancellation);
        var (isolate, sequence) = (virus.Otu.Isolates[0].Id, virus.Sequences[1].Id);

        await IsAsync($"/download/otus/{virus.Otu.Id}", "virus_a_1.fa", $">Virus A/1|Isolate X|{virus.Sequences[0].Id}|4\nACGT\n>Virus A/1|Isolate X|{sequence}|2\nGG\n");
        await IsAsync($"/download/otus/{virus.Otu.Id}/isolates/{isolate}", "virus_a_1.isolate_x.fa", $">Virus A/1|Isolate X|{virus.Sequences[0].Id}|4\nACGT\n>Virus A/1|Isolate X|{sequence}|2\nGG\n");
        await IsAsync($"/download/sequences/{sequence}", $"virus_a_1.isolate_x.{sequence}.fa", $">Virus A/1|Isolate X|{sequence}|2\nGG\n");
        (await _root.GivesAsync(404, HttpMethod.Get, $"/download/otus/{virus.Otu.Id}/isolates/nothing0"))["message"]!.GetValue<string>().ShouldBe("The virus has no such isolate.");

        async Task IsAsync(string address, string name, string text)
        {
            using var answer = await _root.GetAsync(address, Cancellation);
            answer.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldBe(name);
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe(text);
        }
    }

    [Fact]
    public async Task An_index_tells_what_it_has_of_whom()
    {
        var service = _server.Services.GetRequiredService<OtuService>();
        var virus = await service.CreateAsync(Viewer.Server, _reference.Id, new OtuDraft("Virus", "", [new IsolateDraft("isolate", "X", [new SequenceDraft("1", "", "ACGT")])]), Cancellation);
        await _root.GivesAsync(200, HttpMethod.Patch, $"/api/otus/{virus.Otu.Id}", """{"abbreviation":"V"}""");
        var before = await _root.GivesAsync(200, HttpMethod.Get, $"/api/refs/{_reference.Id}/indexes");
        (before["change_count"]!.GetValue<int>(), before["modified_otu_count"]!.GetValue<int>(), before["total_otu_count"]!.GetValue<int>()).ShouldBe((2, 1, 1));

        var index = await _root.GivesAsync(201, HttpMethod.Post, $"/api/refs/{_reference.Id}/indexes");

        var detail = await _root.GivesAsync(200, HttpMethod.Get, $"/api/indexes/{index["id"]!.GetValue<string>()}");
        detail["manifest"]!.ToJsonString().ShouldBe($$"""{"{{virus.Otu.Id}}":1}""");
        detail["otus"]!.ToJsonString().ShouldBe($$"""[{"id":"{{virus.Otu.Id}}","name":"Virus","change_count":2}]""");
        detail["contributors"]!.AsArray().Select(one => one!["count"]!.GetValue<int>()).ShouldBe([1, 1]);
        (await _root.GivesAsync(200, HttpMethod.Get, $"/api/refs/{_reference.Id}/indexes"))["change_count"]!.GetValue<int>().ShouldBe(0);
        await _root.GivesAsync(409, HttpMethod.Post, $"/api/refs/{_reference.Id}/indexes");
        await _root.GivesAsync(409, HttpMethod.Delete, $"/api/history/{virus.Otu.Id}.1");
    }
}
