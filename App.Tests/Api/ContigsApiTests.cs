using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Files;
using Virtool.Domain.Hmms;
using Virtool.Domain.Links;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Trimming;
using Xunit;

namespace Virtool.App.Tests.Api;

public sealed class ContigsApiTests : IAsyncLifetime
{
    private static readonly string[] Everyone = [Principals.Everyone];

    private readonly ServerFactory _server = new();
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _client = await _server.SignInAsync("ann", administrator: false, Cancellation);
        await InsertAsync(Made.Sample(name: "VT 7") with { Readers = Everyone });
        await InsertAsync(Made.Analysis() with { Workflow = AnalysisService.Nuvs, Sample = new Link("sample01", "VT 7"), Readers = Everyone, CacheId = "sample01-abc", ContigCount = 2 });
        await InsertAsync(new Hmm { Id = "hmm00007", Cluster = 7, Names = ["coat protein"], Families = new Dictionary<string, int> { ["Secoviridae"] = 3 } });
        await InsertAsync(new NuvsResult
        {
            Id = "analysis",
            Counts = new NuvsCounts { Library = 100, Assembled = 40 },
            Contigs =
            [
                new Contig(0, "ACGTACGT", [new Orf(0, "MKV", 2, -1, 1, 8, [new OrfHit("hmm00007", 7, 1e-30, 100, 1, 1e-29, 99, 2)])]) { Reads = 12, Coverage = 1, Depth = 9.5, MedianDepth = 9 },
                new Contig(1, "TTTT", [new Orf(0, "F", 0, 1, 0, 3, [])]),
            ],
        });
        await InsertAsync(new TrimmedReads
        {
            Id = "sample01-abc", Sample = new Link("sample01", "VT 7"), Program = "skewer-0.2.2", Parameters = new TrimParameters("pe", 20), JobId = "job00001", Ready = true, Readers = Everyone,
            Files = [new SampleFile("reads_1.fq.gz", 4, 1, "", new SourceFile("", "", 0)), new SampleFile("reads_2.fq.gz", 4, 1, "", new SourceFile("", "", 0))],
        });
        await InsertAsync(new ReadQuality { Id = "sample01-abc", Count = 2 });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_analysis_by_NuVs_has_its_contigs_with_hits_and_what_the_profiles_are()
    {
        var analysis = await GetAsync("/api/analyses/analysis");

        (analysis["algorithm"]!.GetValue<string>(), analysis["cache"]!["id"]!.GetValue<string>(), analysis["counts"]!["assembled"]!.GetValue<int>()).ShouldBe(("nuvs", "sample01-abc", 40));
        var contig = analysis["results"]![0]!;
        (contig["name"]!.GetValue<string>(), contig["length"]!.GetValue<int>(), contig["e"]!.GetValue<double>(), contig["median_depth"]!.GetValue<double>()).ShouldBe(("sequence_0", 8, 1e-30, 9));
        var orf = contig["orfs"]![0]!;
        orf["pos"]!.ToJsonString().ShouldBe("[1,8]");
        orf["pro"]!.GetValue<string>().ShouldBe("MKV");
        orf["hits"]![0]!.ToJsonString().ShouldBe("""{"hit":"hmm00007","full_e":1E-30,"full_score":100,"full_bias":1,"best_e":1E-29,"best_score":99,"best_bias":2,"cluster":7,"names":["coat protein"],"families":{"Secoviridae":3}}""");
        analysis["results"]![1]!.AsObject().ShouldSatisfyAllConditions(other => other["e"].ShouldBeNull(), other => other.ContainsKey("blast").ShouldBeTrue(), other => other["blast"].ShouldBeNull());
    }

    [Fact]
    public async Task Contigs_and_proteins_are_downloaded_with_their_names()
    {
        (await DownloadAsync("/download/analyses/analysis/contigs.fa")).ShouldBe(("nuvs.VT_7.analysis.contigs.fa", ">sequence_0|VT 7|coat protein\nACGTACGT\n>sequence_1|VT 7\nTTTT\n"));
        (await DownloadAsync("/download/analyses/analysis/contigs.fa?contig=1")).Text.ShouldBe(">sequence_1|VT 7\nTTTT\n");
        (await DownloadAsync("/download/analyses/analysis/orfs.fa?hits=true")).ShouldBe(("nuvs.VT_7.analysis.orfs.fa", ">orf_0_0|VT 7|coat protein\nMKV\n"));
        (await _client.GetAsync(new Uri("/download/analyses/analysis/hmm.tsv", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _client.GetAsync(new Uri("/download/analyses/analysis.csv", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Trimmed_reads_have_their_parameters_and_quality()
    {
        var cache = await GetAsync("/api/caches/sample01-abc");

        (cache["program"]!.GetValue<string>(), cache["paired"]!.GetValue<bool>(), cache["ready"]!.GetValue<bool>(), cache["quality"]!["count"]!.GetValue<int>()).ShouldBe(("skewer-0.2.2", true, true, 2));
        cache["parameters"]!.ToJsonString().ShouldBe("""{"end_quality":"20","max_error_rate":"0.1","max_indel_rate":"0.03","max_length":null,"mean_quality":"25","min_length":"20","mode":"pe"}""");
        cache["files"]![1]!["download_url"]!.GetValue<string>().ShouldBe("/download/caches/sample01-abc/reads_2.fq.gz");
        (await GetAsync("/api/samples/sample01"))["caches"]![0]!["hash"]!.GetValue<string>().ShouldBe(TrimRules.HashOf(new TrimParameters("pe", 20)));
        (await _client.GetAsync(new Uri("/download/caches/sample01-abc/reads_2.fq.gz", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var folder = _server.Services.GetRequiredService<DataFolder>().Trimmed("sample01", "job00001");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "reads_2.fq.gz"), "read", Cancellation);
        (await DownloadAsync("/download/caches/sample01-abc/reads_2.fq.gz")).ShouldBe(("vt_7.trimmed.reads_2.fq.gz", "read"));
    }

    [Fact]
    public async Task Trimmed_reads_that_are_no_longer_kept_are_not_named()
    {
        await _server.All<TrimmedReads>().DeleteAsync("sample01-abc", Cancellation);

        (await GetAsync("/api/analyses/analysis"))["cache"].ShouldBeNull();
        JsonNode.Parse((await DownloadAsync("/download/analyses/analysis.json")).Text)!["cache"].ShouldBeNull();
        (await _client.GivesAsync(404, HttpMethod.Get, "/api/caches/sample01-abc"))["message"]!.GetValue<string>().ShouldContain("the last analysis that uses them");
    }

    private async Task<(string Name, string Text)> DownloadAsync(string address)
    {
        using var answer = await _client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<JsonNode> GetAsync(string address) => JsonNode.Parse(await _client.GetStringAsync(new Uri(address, UriKind.Relative), Cancellation))!;

    private async Task InsertAsync<T>(T document)
        where T : Document => await _server.All<T>().InsertAsync(document, Cancellation);
}
