using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Blasts;
using Virtool.App.Tests.Components;
using Virtool.App.Tests.Jobs;
using Virtool.App.Tests.Outgoing;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Xunit;
using static Virtool.App.Tests.Hmms.ProfileText;

namespace Virtool.App.Tests.Api;

public sealed class HmmsApiTests : IAsyncLifetime
{
    private readonly ServerFactory _server = new();
    private GitHubStandIn _gitHub = null!;
    private BlastStandIn _ncbi = null!;
    private HttpClient _root = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gitHub = await GitHubStandIn.StartAsync(Cancellation);
        _gitHub.Repository = ServerSettings.UsualHmmSlug;
        _ncbi = await BlastStandIn.StartAsync(Cancellation);
        _server.Ask(("Outgoing:GitHub", _gitHub.Address), ("Blast:Address", _ncbi.Address), ("Blast:FirstPause", "0"), ("Blast:LongerBy", "0"));
        _root = await _server.SignInAsync("root", administrator: true, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _gitHub.DisposeAsync();
        await _ncbi.DisposeAsync();
    }

    [Fact]
    public async Task Profiles_are_installed_from_a_release_or_a_file_listed_searched_and_removed()
    {
        await _root.GivesAsync(404, HttpMethod.Get, "/api/hmms/status/release");
        await _root.GivesAsync(400, HttpMethod.Post, "/api/hmms/status/updates");
        (await _root.GivesAsync(200, HttpMethod.Get, "/api/hmms"))["status"]!["installed"]!.GetValue<bool>().ShouldBeFalse();

        _gitHub.Publish("v0.2.1", Archive((2, "Coat protein"), (10, "Replicase")), "vthmm.tar.gz");
        var release = await _root.GivesAsync(200, HttpMethod.Get, "/api/hmms/status/release");
        (release["name"]!.GetValue<string>(), release["newer"]!.GetValue<bool>(), release["filename"]!.GetValue<string>()).ShouldBe(("v0.2.1", true, "vthmm.tar.gz"));
        await DoneAsync((await _root.GivesAsync(201, HttpMethod.Post, "/api/hmms/status/updates"))["id"]!.GetValue<string>());
        var list = await _root.GivesAsync(200, HttpMethod.Get, "/api/hmms?find=coat");
        (list["total_count"]!.GetValue<int>(), list["found_count"]!.GetValue<int>(), list["status"]!["count"]!.GetValue<int>()).ShouldBe((2, 1, 2));
        list["documents"]![0]!.AsObject().Select(field => field.Key).ShouldBe(["id", "cluster", "names", "count", "families"]);
        list["status"]!["updates"]![0]!["name"]!.GetValue<string>().ShouldBe("v0.2.1");
        var one = await _root.GivesAsync(200, HttpMethod.Get, $"/api/hmms/{list["documents"]![0]!["id"]}");
        (one["mean_entropy"]!.GetValue<double>(), one["hidden"]!.GetValue<bool>(), one["entries"]![0]!["organism"]!.GetValue<string>()).ShouldBe((0.52, false, "Virus 2"));
        await _root.GivesAsync(400, HttpMethod.Post, "/api/hmms/status/updates");
        (await _root.GivesAsync(200, HttpMethod.Get, "/api/hmms/status/updates"))["documents"]!.AsArray().Count.ShouldBe(1);

        var data = _server.Services.GetRequiredService<DataFolder>();
        Directory.CreateDirectory(data.Files);
        await File.WriteAllBytesAsync(data.FilePath("file0001"), Archive((7, "Helicase")), Cancellation);
        await _server.All<StoredFile>().InsertAsync(new StoredFile { Id = "file0001", Name = "own.tar.gz", Type = FileType.Hmm, Ready = true, Readers = RightsRules.Everyone }, Cancellation);
        await DoneAsync((await _root.GivesAsync(201, HttpMethod.Post, "/api/hmms/status/updates", """{"file_id":"file0001"}"""))["id"]!.GetValue<string>());
        (await _root.GivesAsync(200, HttpMethod.Get, "/api/hmms"))["documents"]!.AsArray().Select(hmm => hmm!["cluster"]!.GetValue<int>()).ShouldBe([7]);
        await _root.GivesAsync(404, HttpMethod.Get, $"/api/hmms/{one["id"]}");
        await _root.GivesAsync(204, HttpMethod.Delete, "/api/hmms");
        (await _root.GivesAsync(200, HttpMethod.Get, "/api/hmms"))["total_count"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Contigs_are_searched_for_at_ncbi_and_what_was_found_is_served()
    {
        await _server.All<Virtool.Domain.Samples.Sample>().InsertAsync(Made.Sample(), Cancellation);
        await _server.All<Analysis>().InsertAsync(Made.Analysis() with { Workflow = AnalysisService.Nuvs }, Cancellation);
        await _server.All<NuvsResult>().InsertAsync(new NuvsResult { Id = "analysis", Contigs = [new Contig(0, "ACGT", []), new Contig(1, "GGTT", [])] }, Cancellation);
        _ncbi.Status = rid => rid == "RID0001" ? "WAITING" : "READY";
        var asked = await _root.GivesAsync(201, HttpMethod.Put, "/api/analyses/analysis/0/blast");
        (asked["ready"]!.GetValue<bool>(), asked["rid"], asked["result"], asked["sequence_index"]!.GetValue<int>()).ShouldBe((false, null, null, 0));
        await _root.GivesAsync(404, HttpMethod.Put, "/api/analyses/analysis/7/blast");
        await _root.GivesAsync(409, HttpMethod.Put, "/api/analyses/analysis/0/blast/retry");
        await Waiting.UntilAsync(async () => (await FirstAsync())["rid"] is not null);
        (await _root.GivesAsync(200, HttpMethod.Put, "/api/analyses/analysis/0/blast/cancel"))["state"]!.GetValue<string>().ShouldBe("cancelled");
        await _root.GivesAsync(409, HttpMethod.Put, "/api/analyses/analysis/0/blast/cancel");
        (await _root.GivesAsync(200, HttpMethod.Put, "/api/analyses/analysis/0/blast/retry"))["state"]!.GetValue<string>().ShouldBe("waiting");
        (await _root.GivesAsync(201, HttpMethod.Post, "/api/analyses/analysis/blasts", """{"contigs":[0,1]}"""))["documents"]!.AsArray().Count.ShouldBe(2);
        await _root.GivesAsync(400, HttpMethod.Post, "/api/analyses/analysis/blasts", """{"contigs":[1],"local":true}""");
        await Waiting.UntilAsync(async () => (await FirstAsync())["ready"]!.GetValue<bool>());
        var ready = await FirstAsync();
        ready["url"]!.GetValue<string>().ShouldContain("CMD=Get&RID=RID0002");
        var contigs = (await _root.GivesAsync(200, HttpMethod.Get, "/api/analyses/analysis"))["results"]!;
        contigs[0]!["blast"]!.ToJsonString().ShouldBe(ready.ToJsonString(), "a contig has its search as the list of searches has it");
        contigs[1]!["blast"]!["sequence_index"]!.GetValue<int>().ShouldBe(1);
        ready["result"]!["hits"]![0]!.AsObject().Select(field => field.Key).ShouldBe(["accession", "taxid", "title", "name", "identity", "align_len", "gaps", "evalue", "bit_score", "score", "len"]);
    }

    private async Task<JsonNode> FirstAsync() => (await _root.GivesAsync(200, HttpMethod.Get, "/api/analyses/analysis/blasts"))["documents"]![0]!;

    private Task DoneAsync(string taskId) => _server.DoneAsync(taskId, Cancellation);
}
