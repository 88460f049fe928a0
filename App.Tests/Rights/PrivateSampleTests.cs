using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Api;
using Virtool.App.Tests.Components;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Trash;
using Virtool.Domain.Uploads;
using Virtool.Domain.Users;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Rights;

/// <summary>A sample that its owner keeps for herself, with all that depends on it: counts, and what changing its rights does. What each is answered where, the table says.</summary>
public sealed class PrivateSampleTests : IAsyncLifetime
{
    private const string Name = "VT-0666 secret";

    private readonly ServerFactory _server = new();
    private HttpClient _owner = null!;
    private HttpClient _stranger = null!;
    private HttpClient _administrator = null!;
    private Link _nina = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _owner = await _server.SignInAsync("nina", administrator: false, Cancellation);
        _stranger = await _server.SignInAsync("bob", administrator: false, Cancellation);
        _administrator = await _server.SignInAsync("root", administrator: true, Cancellation);
        var nina = await Collection<User>().FirstAsync(Virtool.Data.Queries.Where<User>.Is(user => user.Handle, "nina"), Cancellation);
        _nina = new Link(nina!.Id, nina.Handle);
        var readers = RightsRules.ReadersOf(_nina, []);
        await Collection<Sample>().InsertAsync(
            Made.Sample(name: Name) with { User = _nina, Access = [], Readers = readers, Search = Name.ToLowerInvariant(), JobId = "job00001" }, Cancellation);
        await Collection<ReadQuality>().InsertAsync(new ReadQuality { Id = "sample01", Count = 10 }, Cancellation);
        await Collection<Analysis>().InsertAsync(Made.Analysis() with { Sample = new Link("sample01", Name), User = _nina, Readers = readers }, Cancellation);
        await Collection<AnalysisResult>().InsertAsync(Made.Result(), Cancellation);
        await Collection<Job>().InsertAsync(
            Made.Job(JobState.Error) with { Subject = new Subject("analyses", "analysis", $"{Name} / Bee viruses"), Readers = readers, Search = Name.ToLowerInvariant() }, Cancellation);
        // A document without its file is taken away by the server.
        var data = _server.Services.GetRequiredService<DataFolder>();
        Directory.CreateDirectory(data.Files);
        await File.WriteAllTextAsync(data.FilePath("file0001"), Name, Cancellation);
        await Collection<StoredFile>().InsertAsync(
            new StoredFile { Id = "file0001", Name = $"{Name}.fq.gz", Ready = true, Type = FileType.Reads, SampleId = "sample01", Readers = readers, Search = Name.ToLowerInvariant() }, Cancellation);
        await Collection<Virtool.Domain.Groups.Group>().InsertAsync(new Virtool.Domain.Groups.Group { Id = "group001", Name = "Virology", NormalizedName = "VIROLOGY" }, Cancellation);
        await Collection<WatchedFolder>().InsertAsync(new WatchedFolder { Id = "folder01", Path = "/nowhere/at/all", Enabled = false }, Cancellation);
        await Collection<TrashItem>().InsertAsync(
            new TrashItem { Id = "trash001", Name = $"{Name}.fq.gz", Kind = "reads", From = "files/gone", Place = "trash001/gone", Why = $"{Name} was removed.", PurgeAt = DateTimeOffset.MaxValue, Readers = readers },
            Cancellation);
        await Collection<Upload>().InsertAsync(new Upload { Id = "upload01", Name = $"{Name}.fq.gz", User = _nina, Readers = readers, ExpiresAt = DateTimeOffset.MaxValue }, Cancellation);
        await Collection<Import>().InsertAsync(
            new Import { Id = "import01", FolderId = "watch", Name = $"{Name}.fq.gz", Identity = "1", State = ImportState.Stored, Settled = true, SampleId = "sample01", Readers = readers, Search = Name.ToLowerInvariant() },
            Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _owner.Dispose();
        _stranger.Dispose();
        _administrator.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Counts_are_of_what_one_may_see()
    {
        foreach (var address in new[] { "/api/samples", "/api/samples?find=secret", "/api/analyses", "/api/jobs", "/api/files", "/api/imports" })
        {
            (await CountsAsync(_owner, address)).ShouldBe((1, 1), address);
            (await CountsAsync(_administrator, address)).ShouldBe((1, 1), address);
            (await CountsAsync(_stranger, address)).ShouldBe((0, 0), address);
        }

        (await (await GetAsync(_stranger, "/samples")).Content.ReadAsStringAsync(Cancellation)).ShouldContain("No samples yet");
        (await (await GetAsync(_owner, "/samples")).Content.ReadAsStringAsync(Cancellation)).ShouldContain(Name);
    }

    [Fact]
    public async Task Rights_are_changed_by_the_owner_and_by_administrators_alone()
    {
        (await PatchAsync(_stranger, """{"all_read":true}""")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var answer = await PatchAsync(_owner, """{"all_read":true,"unknown":1}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await BodyAsync(answer)).ToJsonString().ShouldBe("""{"group":"none","group_read":false,"group_write":false,"all_read":true,"all_write":false}""");
        foreach (var address in new[] { "/api/samples/sample01", "/api/analyses/analysis", "/api/jobs/job00001", "/api/files/file0001", "/samples/sample01", "/analyses/analysis", "/jobs/job00001" })
        {
            (await GetAsync(_stranger, address)).StatusCode.ShouldBe(HttpStatusCode.OK, address);
        }

        (await CountsAsync(_stranger, "/api/imports")).ShouldBe((1, 1));
        (await BodyAsync(await GetAsync(_stranger, "/api/samples/sample01")))["all_read"]!.GetValue<bool>().ShouldBeTrue();
        var refused = await PatchAsync(_stranger, """{"all_write":true}""");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await BodyAsync(refused))["id"]!.GetValue<string>().ShouldBe("insufficient_rights");

        (await PatchAsync(_administrator, """{"all_read":false}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync(_stranger, "/api/samples/sample01")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PatchAsync(_owner, """{"all_read":true}""", "nothing0")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_cannot_be_set_is_told()
    {
        foreach (var (body, status, id) in new (string, int, string?)[]
        {
            ("""{"group":"virology"}""", 400, "bad_request"),
            ("""{"all_read":"yes"}""", 422, "invalid_input"),
            ("""{"all_read":""", 422, "invalid_input"),
            ("", 422, "invalid_input"),
            ("""{"group":"none"}""", 200, null),
            ("""{}""", 200, null),
        })
        {
            var answer = await PatchAsync(_owner, body);
            ((int)answer.StatusCode).ShouldBe(status, body);
            (await BodyAsync(answer))["id"]?.GetValue<string>().ShouldBe(id, body);
        }
    }

    [Fact]
    public async Task A_request_is_made_by_the_user_as_it_is_now()
    {
        var bob = (await Collection<User>().FirstAsync(Virtool.Data.Queries.Where<User>.Is(user => user.Handle, "bob"), Cancellation))!;
        await Collection<User>().UpdateAsync(bob.Id, user => user with { Administrator = true }, Cancellation);
        (await GetAsync(_stranger, "/api/samples/sample01")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Collection<User>().UpdateAsync(bob.Id, user => user with { Administrator = false }, Cancellation);
        (await GetAsync(_stranger, "/api/samples/sample01")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await using var scope = _server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserService>();
        await users.DeactivateAsync(Viewer.Server, bob.Id, Cancellation);
        (await GetAsync(_stranger, "/api/samples")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var again = _server.CreateClient();
        (await SignInForm.PostAsync(again, "bob", ServerFactory.Password, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync(again, "/api/samples")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        await users.ReactivateAsync(Viewer.Server, bob.Id, Cancellation);
        (await GetAsync(_stranger, "/api/samples")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await SignInForm.PostAsync(again, "bob", ServerFactory.Password, Cancellation);
        (await GetAsync(again, "/api/samples")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private Collection<T> Collection<T>()
        where T : Document => _server.Services.GetRequiredService<Collection<T>>();

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string address) => client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);

    private static async Task<HttpResponseMessage> PatchAsync(HttpClient client, string body, string id = "sample01")
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return await client.PatchAsync(new Uri($"/api/samples/{id}/rights", UriKind.Relative), content, Cancellation);
    }

    private static async Task<(int Total, int Found)> CountsAsync(HttpClient client, string address)
    {
        var page = await BodyAsync(await GetAsync(client, address));
        page["documents"]!.AsArray().Count.ShouldBe(page["found_count"]!.GetValue<int>());
        return (page["total_count"]!.GetValue<int>(), page["found_count"]!.GetValue<int>());
    }

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
}
