using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Api;

public sealed class UsersApiTests : IAsyncLifetime
{
    private readonly ServerFactory _server = new();
    private HttpClient _member = null!;
    private HttpClient _root = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _member = await _server.SignInAsync("ann", administrator: false, Cancellation);
        _root = await _server.SignInAsync("root", administrator: true, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _member.Dispose();
        _root.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_user_is_made_found_changed_and_removed()
    {
        var made = await _root.GivesAsync(201, HttpMethod.Post, "/api/users", """{"user_id":"bob","password":"raspberry ringspot"}""");
        var id = made["id"]!.GetValue<string>();
        made["handle"]!.GetValue<string>().ShouldBe("bob");
        made["force_reset"]!.GetValue<bool>().ShouldBeTrue();
        made["identicon"]!.GetValue<string>().Length.ShouldBe(64);
        made["permissions"]!["upload_file"]!.GetValue<bool>().ShouldBeFalse();
        foreach (var secret in new[] { "password_hash", "security_stamp", "password" })
        {
            made[secret].ShouldBeNull();
        }

        (await _root.GivesAsync(200, HttpMethod.Get, "/api/users?find=BOB"))["found_count"]!.GetValue<int>().ShouldBe(1);
        (await _root.GivesAsync(200, HttpMethod.Get, "/api/users/bob"))["id"]!.GetValue<string>().ShouldBe(id);
        var group = (await _root.GivesAsync(201, HttpMethod.Post, "/api/groups", """{"name":"Virology","permissions":{"upload_file":true}}"""))["id"]!.GetValue<string>();
        var changed = await _root.GivesAsync(
            200, HttpMethod.Patch, $"/api/users/{id}", $$"""{"groups":["{{group}}"],"primary_group":"{{group}}","full_name":"Bob B.","force_reset":false,"password":"another raspberry"}""");
        changed["primary_group"]!.GetValue<string>().ShouldBe(group);
        changed["permissions"]!["upload_file"]!.GetValue<bool>().ShouldBeTrue();
        changed["full_name"]!.GetValue<string>().ShouldBe("Bob B.");
        (await _root.GivesAsync(200, HttpMethod.Patch, $"/api/users/{id}", """{"primary_group":"none"}"""))["primary_group"].ShouldBeNull();
        await _root.GivesAsync(204, HttpMethod.Delete, $"/api/users/{id}");
        await _root.GivesAsync(404, HttpMethod.Get, $"/api/users/{id}");
    }

    [Fact]
    public async Task What_may_not_be_is_refused_with_its_status()
    {
        var (ann, root) = (await IdAsync("ann"), await IdAsync("root"));
        var group = (await _root.GivesAsync(201, HttpMethod.Post, "/api/groups", """{"name":"Virology"}"""))["id"]!.GetValue<string>();
        foreach (var (status, method, address, body) in new (int, HttpMethod, string, string?)[]
        {
            (422, HttpMethod.Post, "/api/users", """{"handle":"ann","password":"raspberry ringspot"}"""),
            (422, HttpMethod.Post, "/api/users", """{"handle":"virtool","password":"raspberry ringspot"}"""),
            (422, HttpMethod.Post, "/api/users", """{"handle":"carl","password":"short"}"""),
            (422, HttpMethod.Post, "/api/users", "{}"),
            (400, HttpMethod.Patch, $"/api/users/{ann}", """{"groups":["nothing0"]}"""),
            (400, HttpMethod.Patch, $"/api/users/{ann}", """{"primary_group":"nothing0"}"""),
            (409, HttpMethod.Patch, $"/api/users/{ann}", $$"""{"primary_group":"{{group}}"}"""),
            (422, HttpMethod.Patch, $"/api/users/{ann}", """{"email":"nowhere"}"""),
            (422, HttpMethod.Patch, $"/api/users/{ann}", """{"administrator":"yes"}"""),
            (400, HttpMethod.Patch, $"/api/users/{root}", """{"administrator":false}"""),
            (409, HttpMethod.Patch, $"/api/users/{root}", """{"active":false}"""),
            (400, HttpMethod.Delete, $"/api/users/{root}", null),
            (404, HttpMethod.Patch, "/api/users/nothing0", "{}"),
            (404, HttpMethod.Delete, "/api/users/nothing0", null),
        })
        {
            await _root.GivesAsync(status, method, address, body);
        }
    }

    [Fact]
    public async Task Members_are_refused_whatever_they_ask_of_users()
    {
        var ann = await IdAsync("ann");
        foreach (var (method, address, body) in new (HttpMethod, string, string?)[]
        {
            (HttpMethod.Get, "/api/users", null),
            (HttpMethod.Get, $"/api/users/{ann}", null),
            (HttpMethod.Get, "/api/users/nothing0", null),
            (HttpMethod.Post, "/api/users", "no json"),
            (HttpMethod.Patch, $"/api/users/{ann}", """{"administrator":true}"""),
            (HttpMethod.Delete, $"/api/users/{ann}", null),
        })
        {
            await _member.GivesAsync(403, method, address, body);
        }
    }

    [Fact]
    public async Task Who_is_put_into_a_group_may_do_what_it_allows_at_once()
    {
        (await _member.GivesAsync(200, HttpMethod.Get, "/api/account"))["permissions"]!["upload_file"]!.GetValue<bool>().ShouldBeFalse();
        var group = (await _root.GivesAsync(201, HttpMethod.Post, "/api/groups", """{"name":"Virology"}"""))["id"]!.GetValue<string>();
        await _root.GivesAsync(200, HttpMethod.Patch, $"/api/users/{await IdAsync("ann")}", $$"""{"groups":["{{group}}"]}""");
        await _root.GivesAsync(200, HttpMethod.Patch, $"/api/groups/{group}", """{"permissions":{"upload_file":true}}""");
        (await _member.GivesAsync(200, HttpMethod.Get, "/api/account"))["permissions"]!["upload_file"]!.GetValue<bool>().ShouldBeTrue();
        await _root.GivesAsync(204, HttpMethod.Delete, $"/api/groups/{group}");
        var account = await _member.GivesAsync(200, HttpMethod.Get, "/api/account");
        account["permissions"]!["upload_file"]!.GetValue<bool>().ShouldBeFalse();
        account["groups"]!.AsArray().ShouldBeEmpty();
    }

    private async Task<string> IdAsync(string handle) => (await _root.GivesAsync(200, HttpMethod.Get, $"/api/users/{handle}"))["id"]!.GetValue<string>();
}
