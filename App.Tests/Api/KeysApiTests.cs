using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Audit;
using Virtool.Domain.Keys;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Xunit;
using static Virtool.App.Tests.Api.ApiCaller;

namespace Virtool.App.Tests.Api;

public sealed class KeysApiTests : IAsyncLifetime
{
    private readonly ServerFactory _server = new();
    private HttpClient _ann = null!;
    private HttpClient _root = null!;
    private HttpClient _script = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ann = await _server.SignInAsync("ann", administrator: false, Cancellation);
        _root = await _server.SignInAsync("root", administrator: true, Cancellation);
        _script = _server.CreateClient(new() { AllowAutoRedirect = false });
    }

    public async ValueTask DisposeAsync()
    {
        _ann.Dispose();
        _root.Dispose();
        _script.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    public async Task A_key_is_enough_wherever_the_request_comes_from(string header, string value)
    {
        var key = (await _root.GivesAsync(201, HttpMethod.Post, "/api/account/keys", """{"name":"nightly","permissions":{"cancel_job":true}}"""))["key"]!.GetValue<string>();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/jobs/nothing0/cancel");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Add(header, value);
        using var answer = await _script.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_key_is_made_listed_changed_and_removed_and_told_once()
    {
        var made = await _root.GivesAsync(201, HttpMethod.Post, "/api/account/keys", """{"name":"nightly","permissions":{"upload_file":true},"days":90}""");
        var (id, key) = (made["id"]!.GetValue<string>(), made["key"]!.GetValue<string>());
        made["permissions"]!["upload_file"]!.GetValue<bool>().ShouldBeTrue();
        made["expires_at"].ShouldNotBeNull();
        foreach (var address in new[] { "/api/account/keys", $"/api/account/keys/{id}" })
        {
            var text = (await _root.GivesAsync(200, HttpMethod.Get, address)).ToJsonString();
            text.ShouldContain("nightly");
            text.ShouldNotContain(key[8..]);
            text.ShouldNotContain("hash");
        }

        await _root.GivesAsync(422, HttpMethod.Post, "/api/account/keys", """{"name":"Nightly"}""");
        await _root.GivesAsync(422, HttpMethod.Post, "/api/account/keys", """{"name":"x","permissions":{"fly":true}}""");
        await _root.GivesAsync(422, HttpMethod.Post, "/api/account/keys", """{"name":"x","days":-1}""");
        var changed = await _root.GivesAsync(200, HttpMethod.Patch, $"/api/account/keys/{id}", """{"permissions":{"upload_file":false,"cancel_job":true}}""");
        changed["permissions"]!["cancel_job"]!.GetValue<bool>().ShouldBeTrue();
        await _ann.GivesAsync(404, HttpMethod.Get, $"/api/account/keys/{id}");
        await _ann.GivesAsync(404, HttpMethod.Delete, $"/api/account/keys/{id}");
        await _script.GivesAsync(200, HttpMethod.Get, "/api", authorization: Bearer(key));
        await _root.GivesAsync(204, HttpMethod.Delete, $"/api/account/keys/{id}");
        await _script.GivesAsync(401, HttpMethod.Get, "/api", authorization: Bearer(key));

        await MakeAsync(_root, "one");
        await MakeAsync(_root, "two");
        await _root.GivesAsync(204, HttpMethod.Delete, "/api/account/keys");
        (await _root.GivesAsync(200, HttpMethod.Get, "/api/account/keys"))["total_count"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task A_key_comes_as_bearer_or_basic_and_gets_no_cookie()
    {
        var key = await MakeAsync(_ann, "nightly");
        var sample = Made.Sample() with { Access = [], Readers = [] };
        await _server.Services.GetRequiredService<Collection<Sample>>().InsertAsync(sample, Cancellation);
        foreach (var authorization in new[] { Bearer(key), new AuthenticationHeaderValue("bearer", key), Basic($"ann:{key}"), Basic($"ANN:{key}") })
        {
            var (answer, body) = await _script.CallAsync(HttpMethod.Get, "/api/account", authorization: authorization);
            ((int)answer.StatusCode).ShouldBe(200);
            body!["handle"]!.GetValue<string>().ShouldBe("ann");
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        }

        await _script.GivesAsync(401, HttpMethod.Get, "/api/account");
        await _script.GivesAsync(404, HttpMethod.Get, "/api/samples/sample01", authorization: Bearer(key));
    }

    [Fact]
    public async Task What_is_no_key_of_its_user_is_refused_with_a_sentence_and_no_cookie()
    {
        var key = await MakeAsync(_ann, "nightly");
        foreach (var authorization in new[]
        {
            Bearer(""), Bearer("vt_"), Bearer(key[..^1]), Bearer(key + "0"), Bearer("vt_0123456789abcdefghijklmnopqrstuv"), Basic($"root:{key}"), Basic(key), Basic(":"),
            Basic($"ann:{ServerFactory.Password}"), new AuthenticationHeaderValue("Basic", "%%%"), new AuthenticationHeaderValue("Basic"),
        })
        {
            await _script.GivesAsync(401, HttpMethod.Get, "/api/samples", authorization: authorization);

            // Not even with the session of somebody beside it.
            var (answer, _) = await _ann.CallAsync(HttpMethod.Get, "/api/samples", authorization: authorization);
            ((int)answer.StatusCode).ShouldBe(401, authorization.ToString());
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task No_page_is_for_keys()
    {
        var key = await MakeAsync(_root, "nightly");
        foreach (var address in new[] { "/", "/samples", "/account", "/users" })
        {
            var (answer, _) = await _script.CallAsync(HttpMethod.Get, address, authorization: Bearer(key));
            ((int)answer.StatusCode).ShouldBe(302, address);
            answer.Headers.Location!.ToString().ShouldContain("/sign-in");
        }
    }

    [Fact]
    public async Task A_key_reaches_no_keys_no_users_and_nothing_of_administrators()
    {
        var key = Bearer(await MakeAsync(_root, "nightly", """{"upload_file":true,"remove_file":true}"""));
        var group = (await _root.GivesAsync(201, HttpMethod.Post, "/api/groups", """{"name":"Virology"}"""))["id"]!.GetValue<string>();
        foreach (var (method, address, body) in new (HttpMethod, string, string?)[]
        {
            (HttpMethod.Get, "/api/account/keys", null),
            (HttpMethod.Get, "/api/account/keys/nothing0", null),
            (HttpMethod.Post, "/api/account/keys", """{"name":"child"}"""),
            (HttpMethod.Patch, "/api/account/keys/nothing0", "{}"),
            (HttpMethod.Delete, "/api/account/keys/nothing0", null),
            (HttpMethod.Delete, "/api/account/keys", null),
            (HttpMethod.Patch, "/api/account", """{"email":"root@example.org"}"""),
            (HttpMethod.Patch, "/api/account", $$"""{"password":"another raspberry","old_password":"{{ServerFactory.Password}}"}"""),
            (HttpMethod.Patch, "/api/account/settings", """{"show_ids":false}"""),
            (HttpMethod.Get, "/api/users", null),
            (HttpMethod.Post, "/api/users", """{"handle":"eve","password":"raspberry ringspot"}"""),
            (HttpMethod.Patch, "/api/users/root", """{"full_name":"x"}"""),
            (HttpMethod.Delete, "/api/users/ann", null),
            (HttpMethod.Post, "/api/groups", """{"name":"Mine"}"""),
            (HttpMethod.Patch, $"/api/groups/{group}", """{"name":"Mine"}"""),
            (HttpMethod.Delete, $"/api/groups/{group}", null),
            (HttpMethod.Get, "/api/questions", null),
            (HttpMethod.Get, "/api/check", null),
        })
        {
            await _script.GivesAsync(403, method, address, body, key);
        }

        (await _script.GivesAsync(200, HttpMethod.Get, "/api/account", authorization: key))["administrator"]!.GetValue<bool>().ShouldBeTrue("so its user is");
        await _script.GivesAsync(200, HttpMethod.Get, "/api/groups", authorization: key);
    }

    [Fact]
    public async Task A_key_uploads_where_it_may_and_what_it_does_is_told_with_its_name()
    {
        var weak = Bearer(await MakeAsync(_root, "weak"));
        var strong = Bearer(await MakeAsync(_root, "strong", """{"upload_file":true}"""));
        const string Address = "/upload/reads?name=reads.fq";
        const string Fastq = "@a\nACGT\n+\nIIII\n";
        await _script.GivesAsync(403, HttpMethod.Post, Address, Fastq, weak);
        var (answer, _) = await _script.CallAsync(HttpMethod.Post, Address, Fastq, strong);
        ((int)answer.StatusCode).ShouldBeInRange(200, 299);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        var trail = _server.Services.GetRequiredService<Collection<AuditEntry>>();
        await Waiting.UntilAsync(async () => await trail.CountAsync(Where<AuditEntry>.Is(entry => entry.Key, "strong"), Cancellation) > 0);
        (await trail.CountAsync(Where<AuditEntry>.Is(entry => entry.Key, "weak"), Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task When_a_key_was_used_is_written_down()
    {
        var key = await MakeAsync(_ann, "nightly");
        await _script.GivesAsync(200, HttpMethod.Get, "/api/samples", authorization: Bearer(key));
        await Waiting.UntilAsync(async () => (await _ann.GivesAsync(200, HttpMethod.Get, "/api/account/keys"))["documents"]![0]!["last_used_at"] is not null);
    }

    [Fact]
    public async Task Administrators_switch_keys_off_and_on()
    {
        var key = Bearer(await MakeAsync(_ann, "nightly"));
        var settings = _server.Services.GetRequiredService<SettingsService>();
        await settings.UpdateApiAsync(Viewer.Server, new ApiSettings(Keys: false), Cancellation);
        (await _script.GivesAsync(403, HttpMethod.Get, "/api/samples", authorization: key))["message"]!.GetValue<string>().ShouldContain("switched off");
        await _ann.GivesAsync(200, HttpMethod.Get, "/api/samples");
        await settings.UpdateApiAsync(Viewer.Server, new ApiSettings(), Cancellation);
        await _script.GivesAsync(200, HttpMethod.Get, "/api/samples", authorization: key);
        var ann = new Viewer("ann00000", "ann", Administrator: false, new HashSet<Permission>());
        await Should.ThrowAsync<NotPermittedException>(() => settings.UpdateApiAsync(ann, new ApiSettings(Keys: false), Cancellation));
    }

    [Fact]
    public async Task Nothing_of_a_key_that_would_open_anything_lies_in_the_data_folder()
    {
        var key = await MakeAsync(_ann, "nightly");
        await _script.GivesAsync(200, HttpMethod.Get, "/api", authorization: Bearer(key));
        (await _server.Services.GetRequiredService<Collection<ApiKey>>().FindAsync(Filter.All, Cancellation)).Single().Hash.ShouldBe(KeyText.Hash(key));

        // By a process of its own: closing the database's file in this one would give up the locks on it.
        using var search = System.Diagnostics.Process.Start("grep", ["-rqaF", key[8..], _server.Folder]);
        await search.WaitForExitAsync(Cancellation);
        search.ExitCode.ShouldBe(1, "grep finds nothing");
    }

    private static async Task<string> MakeAsync(HttpClient client, string name, string permissions = "{}") =>
        (await client.GivesAsync(201, HttpMethod.Post, "/api/account/keys", $$"""{"name":"{{name}}","permissions":{{permissions}}}"""))["key"]!.GetValue<string>();
}
