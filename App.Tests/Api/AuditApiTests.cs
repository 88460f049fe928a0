using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.App.Tests.Files;
using Virtool.App.Tests.Jobs;
using Virtool.App.Tests.Uploads;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Audit;
using Virtool.Domain.Groups;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Api;

public sealed class AuditApiTests : IAsyncLifetime
{
    private readonly ServerFactory _server = new();
    private HttpClient _administrator = null!;
    private HttpClient _owner = null!;
    private HttpClient _stranger = null!;
    private User _nina = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _administrator = await _server.SignInAsync("root", administrator: true, Cancellation);
        _owner = await _server.SignInAsync("nina", administrator: false, Cancellation);
        _stranger = await _server.SignInAsync("bob", administrator: false, Cancellation);
        _nina = (await Collection<User>().FirstAsync(Where<User>.Is(user => user.Handle, "nina"), Cancellation))!;
        var owner = new Link(_nina.Id, "nina");
        await Collection<Sample>().InsertAsync(Made.Sample() with { User = owner, Access = [], Readers = RightsRules.ReadersOf(owner, []) }, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _administrator.Dispose();
        _owner.Dispose();
        _stranger.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_is_done_over_the_api_is_told_and_found_by_every_filter()
    {
        await RightsAsync(_owner, """{"all_read":true}""");
        await RightsAsync(_administrator, """{"all_read":false}""");
        foreach (var (query, found) in new[]
        {
            ("", 2),
            ("&user=nina", 1),
            ($"&user={_nina.Id}", 1),
            ("&user=nobody", 0),
            ("&action=changed", 2),
            ("&action=removed", 0),
            ("&id=sample01", 2),
            ("&find=VT-0412", 2),
            ("&find=ROOT", 1),
            ("&from=2020-01-01&until=2020-01-02", 0),
            ($"&from=2020-01-01&until={TimeProvider.System.GetUtcNow().AddDays(1):yyyy-MM-dd}", 2),
        })
        {
            var page = await JsonAsync(_administrator, $"/api/audit?collection=samples{query}");
            page["found_count"]!.GetValue<int>().ShouldBe(found, query);
        }

        var newest = (await JsonAsync(_administrator, "/api/audit?collection=samples&per_page=1"))["documents"]![0]!;
        newest["user"]!["handle"]!.GetValue<string>().ShouldBe("root");
        newest["changes"]![0]!["field"]!.GetValue<string>().ShouldBe("access");
        newest["thing_id"]!.GetValue<string>().ShouldBe("sample01");
    }

    [Fact]
    public async Task Others_than_administrators_do_not_see_the_trail_and_what_is_asked_wrongly_is_said()
    {
        foreach (var address in new[] { "/api/audit", "/api/audit/export", "/api/audit/export?format=json" })
        {
            (await _owner.GetAsync(new Uri(address, UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, address);
            (await _administrator.GetAsync(new Uri(address, UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK, address);
        }

        foreach (var query in new[] { "action=shouted", "from=yesterday", "until=never", "page=0" })
        {
            (await _administrator.GetAsync(new Uri($"/api/audit?{query}", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, query);
        }

        (await _administrator.GetAsync(new Uri("/api/audit/export?format=exe", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_samples_history_is_for_who_may_see_it_without_anybodys_address()
    {
        var scribe = new Actor(new Link("root0000", "root"), "nightly", "192.0.2.7");
        await _server.Services.GetRequiredService<AuditService>().RecordAsync(scribe, AuditAction.Changed, new AuditThing("samples", "sample01", "VT-0412"), Cancellation);
        var seen = await JsonAsync(_owner, "/api/samples/sample01/audit");
        seen["documents"]![0]!["user"]!["handle"]!.GetValue<string>().ShouldBe("root");
        seen.ToJsonString().ShouldNotContain("192.0.2.7");
        seen.ToJsonString().ShouldNotContain("nightly");
        (await JsonAsync(_administrator, "/api/samples/sample01/audit")).ToJsonString().ShouldContain("192.0.2.7");
        (await _stranger.GetAsync(new Uri("/api/samples/sample01/audit", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_export_is_what_is_filtered_as_csv_and_as_json()
    {
        var audit = _server.Services.GetRequiredService<AuditService>();
        await audit.RecordAsync(new Actor(Made.Nina, null, "192.0.2.7"), AuditAction.SignedIn, new AuditThing("users", "u", "nina"), Cancellation);
        await audit.RecordAsync(new Actor(new Link("evil0000", "=cmd|' /C calc'!A0"), null, "192.0.2.8"), AuditAction.Created, new AuditThing("samples", "s", "@SUM(A1), \"x\""), Cancellation);

        var bytes = await _administrator.GetByteArrayAsync(new Uri("/api/audit/export?format=csv&find=192.0.2", UriKind.Relative), Cancellation);
        bytes[..3].ShouldBe(Encoding.UTF8.GetPreamble());
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[0].ShouldStartWith("at,user,");
        lines[1].ShouldContain(",'=cmd|' /C calc'!A0,");
        lines[1].ShouldContain("\"'@SUM(A1), \"\"x\"\"\"");
        lines[2].ShouldContain("signed in");

        var json = await JsonAsync(_administrator, "/api/audit/export?format=json&user=nina&action=signed_in&find=192.0.2.7");
        json["documents"]!.AsArray().ShouldHaveSingleItem()!["what"]!.GetValue<string>().ShouldBe("signed in");
    }

    [Fact]
    public async Task An_upload_in_parts_is_one_entry()
    {
        var bytes = Reads.Gzip(Reads.Fastq(200, "parts"));
        var address = await Tus.CreateAsync(_administrator, "parts.fq.gz", bytes.Length, "reads");
        for (var offset = 0; offset < bytes.Length; offset += 1000)
        {
            using var answer = await Tus.PatchAsync(_administrator, address, offset, bytes[offset..Math.Min(bytes.Length, offset + 1000)]);
        }

        await Waiting.UntilAsync(async () => (await Collection<Virtool.Domain.Files.Import>().GetAsync(Tus.IdOf(address), Cancellation))?.FileId is not null);
        var told = await JsonAsync(_administrator, "/api/audit?find=parts.fq.gz");
        told["documents"]!.AsArray().ShouldHaveSingleItem()!["collection"]!.GetValue<string>().ShouldBe("uploads");
    }

    [Fact]
    public async Task Samples_are_given_to_groups_that_are_there()
    {
        await Collection<Group>().InsertAsync(new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY" }, Cancellation);
        (await RightsAsync(_owner, """{"group":"nothing0"}""")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var answer = await RightsAsync(_owner, """{"group":"virology"}""");
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe("""{"group":"virology","group_read":true,"group_write":false,"all_read":false,"all_write":false}""");
        (await _stranger.GetAsync(new Uri("/api/samples/sample01", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var bob = (await Collection<User>().FirstAsync(Where<User>.Is(user => user.Handle, "bob"), Cancellation))!;
        await Collection<User>().UpdateAsync(bob.Id, user => user with { Groups = ["virology"] }, Cancellation);
        (await _stranger.GetAsync(new Uri("/api/samples/sample01", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RightsAsync(_stranger, """{"all_read":true}""")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await Collection<User>().UpdateAsync(bob.Id, user => user with { Groups = [] }, Cancellation);
        (await _stranger.GetAsync(new Uri("/api/samples/sample01", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Of_a_strangers_job_one_is_told_what_it_takes_and_no_name()
    {
        await Collection<Virtool.Domain.Jobs.Job>().InsertAsync(
            Made.Job() with { Readers = [Principals.User(_nina.Id)], CancelRequested = false }, Cancellation);
        var others = (await JsonAsync(_stranger, "/api/resources"))["others"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        others.Select(field => field.Key).ShouldBe(["task", "state", "proc", "mem"]);
        (await JsonAsync(_stranger, "/api/resources")).ToJsonString().ShouldNotContain("VT-0412");
        (await JsonAsync(_administrator, "/api/resources"))["others"]!.AsArray().ShouldBeEmpty();
    }

    private Collection<T> Collection<T>()
        where T : Document => _server.Services.GetRequiredService<Collection<T>>();

    private static async Task<HttpResponseMessage> RightsAsync(HttpClient client, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.PatchAsync(new Uri("/api/samples/sample01/rights", UriKind.Relative), content, Cancellation);
    }

    private static async Task<JsonNode> JsonAsync(HttpClient client, string address) => JsonNode.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative), Cancellation))!;
}
