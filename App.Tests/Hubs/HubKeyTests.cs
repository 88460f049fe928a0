using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.Domain.Groups;
using Virtool.Domain.Keys;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Hubs;

public sealed class HubKeyTests : IAsyncLifetime
{
    private HubLab _lab = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _lab = await HubLab.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_by_key_hears_what_its_user_may_see_and_ends_with_the_key(bool inHeader)
    {
        var user = (await _lab.SignInAsync("ann", Cancellation)).User;
        var made = await KeyAsync(user);
        await using var client = await ConnectAsync(made.Text, inHeader);
        await _lab.Of<Sample>().InsertAsync(Made.Sample("private0") with { Readers = [] }, Cancellation);
        await _lab.Of<Sample>().InsertAsync(Made.Sample("hers0000") with { Readers = [Principals.User(user.Id)] }, Cancellation);
        await client.ChangeAsync("samples", "hers0000", Cancellation);
        client.Frames.ShouldNotContain(frame => frame.Contains("private0", StringComparison.Ordinal));

        await _lab.Server.Services.GetRequiredService<KeyService>().RemoveAsync(user.ToViewer([]), made.Key.Id, Cancellation);
        (await client.WaitAsync("Ended", Cancellation))["reason"]!.GetValue<string>().ShouldBe("signed_out");
        await client.WaitForCloseAsync(Cancellation);
        await Should.ThrowAsync<WebSocketException>(() => ConnectAsync(made.Text, inHeader));
    }

    [Fact]
    public async Task A_key_of_an_administrator_hears_no_more_than_a_member()
    {
        var root = (await _lab.SignInAsync("root", Cancellation, administrator: true)).User;
        await using var client = await ConnectAsync((await KeyAsync(root)).Text, inHeader: true);
        await _lab.Of<Sample>().InsertAsync(Made.Sample("private0") with { Readers = [] }, Cancellation);
        await _lab.BarrierAsync("barrier1", client, Cancellation);
        client.Frames.ShouldNotContain(frame => frame.Contains("private0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_group_that_changes_is_told_and_so_are_its_members_new_rights()
    {
        var ann = await _lab.SignInAsync("ann", Cancellation);
        var groups = _lab.Server.Services.GetRequiredService<GroupService>();
        var group = await groups.CreateAsync(Viewer.Server, new GroupDraft("Virology"), Cancellation);
        var member = await _lab.ListenAsync(ann, Cancellation);
        var other = await _lab.ListenAsync(await _lab.SignInAsync("bob", Cancellation), Cancellation);
        await using var scope = _lab.Server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<UserDirectory>().SetMemberAsync(Viewer.Server, ann.User.Id, group.Id, isMember: true, Cancellation);
        var joined = (await member.WaitAsync("Resync", Cancellation))["sequence"]!.GetValue<long>();
        await member.SinceAsync(joined, Cancellation);
        await groups.ChangeAsync(Viewer.Server, group.Id, new GroupChange(Permissions: new Dictionary<Permission, bool> { [Permission.UploadFile] = true }), Cancellation);
        await member.WaitAsync("Resync", Cancellation, resync => resync["sequence"]!.GetValue<long>() > joined);

        // The member reads everything again, and so may not be told of the group by itself.
        var told = await other.WaitAsync("Changed", Cancellation, change => change["interface"]!.GetValue<string>() == "groups" && change["operation"]!.GetValue<string>() == "update");
        told["data"]!["permissions"]!["upload_file"]!.GetValue<bool>().ShouldBeTrue();
    }

    private Task<NewKey> KeyAsync(User user) =>
        _lab.Server.Services.GetRequiredService<KeyService>().CreateAsync(user.ToViewer([]), new KeyDraft("listener", []), Cancellation);

    private Task<HubClient> ConnectAsync(string key, bool inHeader) => HubClient.BeginAsync(_lab.Server.Address, new CookieContainer(), Cancellation, key: key, isKeyInHeader: inHeader);
}
