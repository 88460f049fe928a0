using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Api;

public sealed class GroupsApiTests : IAsyncDisposable
{
    private readonly ServerFactory _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Everybody_reads_groups_and_administrators_change_them()
    {
        using var member = await _server.SignInAsync("ann", administrator: false, Cancellation);
        using var root = await _server.SignInAsync("root", administrator: true, Cancellation);
        var (answer, made) = await root.CallAsync(HttpMethod.Post, "/api/groups", """{"group_id":"Virology"}""");
        ((int)answer.StatusCode).ShouldBe(201);
        var address = answer.Headers.Location!.ToString();
        address.ShouldBe($"/api/groups/{made!["id"]}");
        made["permissions"]!.AsObject().Count.ShouldBe(8);

        (await member.GivesAsync(200, HttpMethod.Get, "/api/groups?find=viro"))["documents"]!.AsArray().Count.ShouldBe(1);
        (await member.GivesAsync(200, HttpMethod.Get, "/api/groups/virology"))["users"].ShouldBeNull("who is in it, administrators see");
        (await root.GivesAsync(200, HttpMethod.Get, address))["users"]!.AsArray().ShouldBeEmpty();
        await member.GivesAsync(404, HttpMethod.Get, "/api/groups/nothing0");

        foreach (var (method, to, body) in new (HttpMethod, string, string?)[]
        {
            (HttpMethod.Post, "/api/groups", """{"name":"Mine"}"""),
            (HttpMethod.Patch, address, """{"permissions":{"upload_file":true}}"""),
            (HttpMethod.Delete, address, null),
        })
        {
            await member.GivesAsync(403, method, to, body);
        }

        var changed = await root.GivesAsync(200, HttpMethod.Patch, address, """{"permissions":{"upload_file":true},"name":"Plant virology"}""");
        changed["permissions"]!["upload_file"]!.GetValue<bool>().ShouldBeTrue();
        changed["permissions"]!["cancel_job"]!.GetValue<bool>().ShouldBeFalse();
        changed["name"]!.GetValue<string>().ShouldBe("Plant virology");
        await root.GivesAsync(422, HttpMethod.Patch, address, """{"permissions":{"fly":true}}""");
        await root.GivesAsync(422, HttpMethod.Patch, address, """{"permissions":{"upload_file":"yes"}}""");
        await root.GivesAsync(422, HttpMethod.Post, "/api/groups", """{"name":"PLANT  VIROLOGY"}""");
        await root.GivesAsync(422, HttpMethod.Post, "/api/groups", """{"name":"none"}""");
        await root.GivesAsync(422, HttpMethod.Post, "/api/groups", "{}");
        await root.GivesAsync(204, HttpMethod.Delete, address);
        await root.GivesAsync(404, HttpMethod.Delete, address);
    }
}
