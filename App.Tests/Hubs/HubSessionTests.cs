using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Hubs;
using Virtool.App.Tests.Components;
using Virtool.App.Tests.Jobs;
using Virtool.Domain.Groups;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Hubs;

public sealed class HubSessionTests : IAsyncLifetime
{
    private static readonly TimeSpan CutOff = Waiting.Promised(TimeSpan.FromSeconds(5));

    private HubLab _lab = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _lab = await HubLab.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData("deactivated")]
    [InlineData("signed out everywhere")]
    [InlineData("removed")]
    public async Task A_user_that_may_not_be_there_any_more_is_told_and_cut_off_within_5_s(string how)
    {
        var ann = await _lab.SignInAsync("ann", Cancellation);
        var bob = await _lab.SignInAsync("bob", Cancellation);
        var listening = await _lab.ListenAsync(ann, Cancellation);
        var waiting = await _lab.ConnectAsync(ann, Cancellation);
        await waiting.WaitAsync("Begin", Cancellation);
        var other = await _lab.ListenAsync(bob, Cancellation);
        var users = _lab.Of<User>();
        var began = Stopwatch.GetTimestamp();
        _ = how switch
        {
            "deactivated" => (object?)await users.UpdateAsync(ann.User.Id, user => user with { Active = false }, Cancellation),
            "signed out everywhere" => await users.UpdateAsync(ann.User.Id, user => user with { SecurityStamp = "another" }, Cancellation),
            _ => await users.DeleteAsync(ann.User.Id, Cancellation),
        };
        foreach (var client in new[] { listening, waiting })
        {
            (await client.WaitAsync("Ended", Cancellation))["reason"]!.GetValue<string>().ShouldBe("signed_out");
            await client.WaitForCloseAsync(Cancellation);
        }

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(CutOff);
        await _lab.Of<Sample>().InsertAsync(Made.Sample() with { Readers = [Principals.Everyone] }, Cancellation);
        await other.ChangeAsync("samples", "sample01", Cancellation);
        listening.Frames.ShouldNotContain(frame => frame.Contains("sample01", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_whose_rights_change_reads_again_and_is_told_by_the_new_ones()
    {
        var ann = await _lab.SignInAsync("ann", Cancellation);
        var client = await _lab.ListenAsync(ann, Cancellation);
        var samples = _lab.Of<Sample>();
        await samples.InsertAsync(Made.Sample("before00") with { Readers = [Principals.Group("virology")] }, Cancellation);
        await _lab.BarrierAsync("barrier1", client, Cancellation);
        await _lab.Of<Group>().InsertAsync(new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY" }, Cancellation);
        await _lab.Of<User>().UpdateAsync(ann.User.Id, user => user with { Groups = ["virology"] }, Cancellation);
        var resync = await client.WaitAsync("Resync", Cancellation);
        await client.SinceAsync(resync["sequence"]!.GetValue<long>(), Cancellation);
        await samples.InsertAsync(Made.Sample("after000") with { Readers = [Principals.Group("virology")] }, Cancellation);
        await client.ChangeAsync("samples", "after000", Cancellation);
        client.Frames.ShouldNotContain(frame => frame.Contains("before00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_leaves_a_group_is_told_no_more_of_what_the_group_alone_may_see()
    {
        var ann = await _lab.SignInAsync("ann", Cancellation);
        await _lab.Of<Group>().InsertAsync(new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY" }, Cancellation);
        await _lab.Of<User>().UpdateAsync(ann.User.Id, user => user with { Groups = ["virology"] }, Cancellation);
        var client = await _lab.ListenAsync(ann, Cancellation);
        var samples = _lab.Of<Sample>();
        await samples.InsertAsync(Made.Sample(name: "VT-before") with { Readers = [Principals.Group("virology")] }, Cancellation);
        await client.ChangeAsync("samples", "sample01", Cancellation);

        await _lab.Of<User>().UpdateAsync(ann.User.Id, user => user with { Groups = [] }, Cancellation);
        var resync = await client.WaitAsync("Resync", Cancellation);
        await client.SinceAsync(resync["sequence"]!.GetValue<long>(), Cancellation);
        await samples.UpdateAsync("sample01", sample => sample with { Name = "VT-after" }, Cancellation);
        await _lab.BarrierAsync("barrier1", client, Cancellation);
        client.Frames.ShouldNotContain(frame => frame.Contains("VT-after", StringComparison.Ordinal));

        // A sample that the group may see no more is a deletion to those who are members still.
        var bob = await _lab.SignInAsync("bob", Cancellation);
        await _lab.Of<User>().UpdateAsync(bob.User.Id, user => user with { Groups = ["virology"] }, Cancellation);
        var member = await _lab.ListenAsync(bob, Cancellation);
        await samples.UpdateAsync("sample01", sample => sample with { Isolate = "seen" }, Cancellation);
        await member.ChangeAsync("samples", "sample01", Cancellation);
        await samples.UpdateAsync("sample01", sample => sample with { Name = "VT-hidden", Readers = [] }, Cancellation);
        await Waiting.UntilAsync(() => member.Changes.Any(change => change["operation"]!.GetValue<string>() == "delete"));
        member.Frames.ShouldNotContain(frame => frame.Contains("VT-hidden", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_administrator_who_is_none_any_more_hears_no_more_than_others()
    {
        var root = await _lab.SignInAsync("root", Cancellation, administrator: true);
        var client = await _lab.ListenAsync(root, Cancellation);
        await _lab.Of<User>().UpdateAsync(root.User.Id, user => user with { Administrator = false }, Cancellation);
        var resync = await client.WaitAsync("Resync", Cancellation);
        await client.SinceAsync(resync["sequence"]!.GetValue<long>(), Cancellation);
        await _lab.Of<Sample>().InsertAsync(Made.Sample("private0") with { Readers = [] }, Cancellation);
        await _lab.Of<Sample>().InsertAsync(Made.Sample("public00") with { Readers = [Principals.Everyone] }, Cancellation);
        await client.ChangeAsync("samples", "public00", Cancellation);
        client.Frames.ShouldNotContain(frame => frame.Contains("private0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_connection_too_many_is_refused_and_a_closed_one_makes_room()
    {
        var ann = await _lab.SignInAsync("ann", Cancellation);
        var all = new List<HubClient>();
        for (var number = 0; number < ChangeListeners.MostOfOneUser; number++)
        {
            all.Add(await _lab.ListenAsync(ann, Cancellation));
        }

        var refused = await _lab.ConnectAsync(ann, Cancellation);
        (await refused.WaitAsync("Ended", Cancellation))["reason"]!.GetValue<string>().ShouldBe("too_many_connections");
        await refused.WaitForCloseAsync(Cancellation);
        await all[0].DisposeAsync();
        var listeners = _lab.Server.Services.GetRequiredService<ChangeListeners>();
        await Waiting.UntilAsync(() => listeners.Count < ChangeListeners.MostOfOneUser);
        await _lab.ListenAsync(ann, Cancellation);
    }

    [Fact]
    public async Task When_all_are_gone_nothing_listens_to_the_feed_any_more_for_them()
    {
        var feed = _lab.Server.Services.GetRequiredService<Virtool.Data.Changes.IChangeFeed>();
        var before = feed.SubscriberCount;
        var ann = await _lab.SignInAsync("ann", Cancellation);
        const int Rounds = 20;
        for (var round = 0; round < Rounds; round++)
        {
            var client = await _lab.ListenAsync(ann, Cancellation);
            feed.SubscriberCount.ShouldBeGreaterThan(before);
            await client.DisposeAsync();
        }

        // What the server itself listens with may have begun since: one left of each round would be more than that.
        var (listeners, watch) = (_lab.Server.Services.GetRequiredService<ChangeListeners>(), _lab.Server.Services.GetRequiredService<ViewerWatch>());
        await Waiting.UntilAsync(() => listeners.Count == 0 && watch.Count == 0 && feed.SubscriberCount < before + Rounds);
    }
}
