using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Api;

public sealed class ApiTests : IAsyncDisposable
{
    private static readonly Link Bob = new("bob00000", "bob");

    private readonly ServerFactory _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Samples_come_in_pages_newest_first_and_are_searched()
    {
        var samples = Collection<Sample>();
        for (var number = 0; number < 7; number++)
        {
            await samples.InsertAsync(ASample($"sample0{number}", $"VT-{number} {(number % 2 == 0 ? "tomato" : "Weißwurz")}", number), Cancellation);
        }

        using var client = await _server.SignInAsync("ann", administrator: false, Cancellation);
        var page = await GetAsync(client, "/api/samples?find=TOMATO&per_page=3&page=2");
        page["total_count"]!.GetValue<int>().ShouldBe(7);
        page["found_count"]!.GetValue<int>().ShouldBe(4);
        page["page_count"]!.GetValue<int>().ShouldBe(2);
        page["documents"]!.AsArray().Select(sample => sample!["name"]!.GetValue<string>()).ShouldBe(["VT-0 tomato"]);

        var first = (await GetAsync(client, "/api/samples"))["documents"]![0]!;
        first["id"]!.GetValue<string>().ShouldBe("sample06");
        first["imported"]!.GetValue<bool>().ShouldBeTrue();
        first["pathoscope"]!.GetValue<string>().ShouldBe("ip");
        first["nuvs"]!.GetValue<bool>().ShouldBeFalse();
        first["created_at"]!.GetValue<string>().ShouldEndWith("Z");
        first["_id"].ShouldBeNull();
        first["_revision"].ShouldBeNull();
    }

    [Fact]
    public async Task An_analysis_has_its_hits_by_virus_isolate_and_sequence()
    {
        await Collection<Analysis>().InsertAsync(AnAnalysis(), Cancellation);
        await Collection<AnalysisResult>().InsertAsync(AResult(), Cancellation);
        using var client = await _server.SignInAsync("ann", administrator: false, Cancellation);
        var analysis = await GetAsync(client, "/api/analyses/analys00");
        analysis["algorithm"]!.GetValue<string>().ShouldBe("pathoscope_bowtie");
        analysis["ready"]!.GetValue<bool>().ShouldBeTrue();
        analysis["read_count"]!.GetValue<int>().ShouldBe(900);
        var otu = analysis["results"]![0]!;
        otu["name"]!.GetValue<string>().ShouldBe("Deformed wing virus");
        otu["length"]!.GetValue<int>().ShouldBe(10_000);
        var sequences = otu["isolates"]![0]!["sequences"]!.AsArray();
        sequences[0]!["pi"]!.GetValue<double>().ShouldBe(0.9);
        sequences[0]!["align"]!.AsArray().Count.ShouldBe(2);
        sequences[1]!["pi"]!.GetValue<double>().ShouldBe(0);
        sequences[1]!["accession"]!.GetValue<string>().ShouldBe("NC_2");
    }

    [Fact]
    public async Task Cancelling_a_job_takes_the_permission_and_a_job_that_is_not_over()
    {
        var jobs = Collection<Job>();
        await jobs.InsertAsync(AJob("job00000", JobState.Complete), Cancellation);
        using var stranger = await _server.SignInAsync("ann", administrator: false, Cancellation);
        (await stranger.PutAsync(new Uri("/api/jobs/job00000/cancel", UriKind.Relative), null, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var administrator = await _server.SignInAsync("root", administrator: true, Cancellation);
        (await administrator.PutAsync(new Uri("/api/jobs/job00000/cancel", UriKind.Relative), null, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await administrator.PutAsync(new Uri("/api/jobs/nothing0/cancel", UriKind.Relative), null, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var job = await GetAsync(administrator, "/api/jobs/job00000");
        job["task"]!.GetValue<string>().ShouldBe("pathoscope");
        job["status"]!.AsArray().Count.ShouldBe(1);
        job["subject"]!["collection"]!.GetValue<string>().ShouldBe("analyses");
    }

    [Fact]
    public async Task Files_are_those_that_are_ready_and_free()
    {
        var files = Collection<StoredFile>();
        // A document without its file is taken away by the server.
        var data = _server.Services.GetRequiredService<DataFolder>();
        Directory.CreateDirectory(data.Files);
        foreach (var id in new[] { "file0000", "file0001" })
        {
            await File.WriteAllTextAsync(data.FilePath(id), "reads", Cancellation);
        }

        await files.InsertAsync(AFile("file0000", "free.fq.gz") with { Ready = true }, Cancellation);
        await files.InsertAsync(AFile("file0001", "taken.fq.gz") with { Ready = true }, Cancellation);
        await files.InsertAsync(AFile("file0002", "arriving.fq.gz"), Cancellation);
        using var client = await _server.SignInAsync("ann", administrator: false, Cancellation);
        (await ListedAsync(client)).ShouldBe(["free.fq.gz", "taken.fq.gz"], ignoreOrder: true);

        // The server that starts frees once what no job holds: it may come after the first reservation.
        await Waiting.UntilAsync(async () =>
        {
            await files.UpdateAsync("file0001", file => file with { Reserved = true }, Cancellation);
            return (await ListedAsync(client)).SequenceEqual(["free.fq.gz"]);
        });
    }

    private static async Task<IReadOnlyList<string>> ListedAsync(HttpClient client) =>
        [.. (await GetAsync(client, "/api/files?type=reads"))["documents"]!.AsArray().Select(file => file!["name"]!.GetValue<string>())];

    private Collection<T> Collection<T>()
        where T : Virtool.Data.Documents.Document => _server.Services.GetRequiredService<Collection<T>>();

    private static async Task<JsonNode> GetAsync(HttpClient client, string address)
    {
        var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await BodyAsync(answer);
    }

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;

    private static Sample ASample(string id, string name, int minute) => new()
    {
        Id = id,
        Name = name,
        User = Bob,
        Readers = RightsRules.Everyone,
        CreatedAt = new DateTimeOffset(2026, 1, 2, 3, minute, 0, TimeSpan.Zero),
        State = SampleState.Ready,
        Pathoscope = AnalysisTag.InProgress,
        Search = SampleRules.SearchText(name, Bob.Name),
    };

    private static Analysis AnAnalysis() => new()
    {
        Id = "analys00",
        Workflow = AnalysisService.Pathoscope,
        State = AnalysisState.Ready,
        Sample = new Link("sample00", "VT-0"),
        Reference = new Link("refer000", "Bee viruses"),
        Index = new Virtool.Domain.References.IndexLink("index000", 0),
        User = Bob,
        Readers = RightsRules.Everyone,
        JobId = "job00000",
        ReadCount = 900,
        SubtractedCount = 10,
        LibraryReads = 1000,
    };

    private static AnalysisResult AResult() => new()
    {
        Id = "analys00",
        Hits =
        [
            new Hit("seq00000", "NC_1", "otu00000", "isolate0", 10_000, new Assignment(0.9, 0.9, 0.9, 0, 810), new Assignment(0.5, 0.5, 0.5, 0, 450), 0.99, 12, 11.5, [[0, 12], [9_999, 12]]),
        ],
        Otus =
        [
            new HitOtu(
                "otu00000",
                "Deformed wing virus",
                "DWV",
                0,
                [new HitIsolate("isolate0", "Isolate 1", true, [new HitSequence("seq00000", "NC_1", "", null, 10_000), new HitSequence("seq00001", "NC_2", "", null, 2_000)])]),
        ],
    };

    private static Job AJob(string id, JobState state) => new()
    {
        Id = id,
        Task = "pathoscope",
        Subject = new Subject("analyses", "analys00", "VT-0 / Bee viruses"),
        User = Bob,
        Readers = RightsRules.Everyone,
        State = state,
        Status = [new JobStatus(state, null, 1, DateTimeOffset.UnixEpoch)],
    };

    private static StoredFile AFile(string id, string name) => new() { Id = id, Name = name, Type = FileType.Reads, Readers = RightsRules.Everyone };
}
