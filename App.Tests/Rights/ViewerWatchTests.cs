using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Changes;
using Virtool.Domain.Groups;
using Virtool.Domain.Keys;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Rights;

public sealed class ViewerWatchTests
{
    private const string Password = "raspberry ringspot";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_is_worth_what_its_user_is_now()
    {
        await using var host = await new RightsHost().StartAsync();
        await using var scope = host.Scope();
        var service = scope.ServiceProvider.GetRequiredService<UserService>();
        var user = (await service.CreateAsync(Viewer.Server, "nina", Password, administrator: false, Cancellation)).Document;
        var session = Session(user);
        var viewers = host.Get<Viewers>();

        (await viewers.GetAsync(session, Cancellation)).ShouldBe(user.ToViewer([]));
        await host.All<Group>().InsertAsync(
            new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY", Permissions = [Permission.CancelJob] }, Cancellation);
        await host.All<User>().UpdateAsync(user.Id, now => now with { Administrator = true, Groups = ["virology", "gone0000"] }, Cancellation);
        (await viewers.GetAsync(session, Cancellation)).ShouldBe(
            new Viewer(user.Id, "nina", Administrator: true, new HashSet<Permission> { Permission.CancelJob }) { Groups = ["virology"] });

        await service.DeactivateAsync(Viewer.Server, user.Id, Cancellation);
        (await viewers.GetAsync(session, Cancellation)).ShouldBeNull();
        (await viewers.GetAsync(user.Id, Cancellation)).ShouldBeNull();
        await service.ReactivateAsync(Viewer.Server, user.Id, Cancellation);
        (await viewers.GetAsync(session, Cancellation)).ShouldBeNull("its stamp is another");
        (await viewers.GetAsync(user.Id, Cancellation)).ShouldNotBeNull();

        await host.All<User>().DeleteAsync(user.Id, Cancellation);
        (await viewers.GetAsync(user.Id, Cancellation)).ShouldBeNull();
        (await viewers.GetAsync(new ClaimsPrincipal(new ClaimsIdentity()), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_watches_a_user_is_told_of_its_changes_and_of_no_other_ones()
    {
        await using var host = await new RightsHost().StartAsync();
        var watch = host.Get<ViewerWatch>();
        var feed = host.Get<IChangeFeed>();
        var nina = await AddAsync(host, "nina");
        var bob = await AddAsync(host, "bob");
        var (hers, his) = (0, 0);
        var before = feed.SubscriberCount;
        var first = watch.Watch(Session(nina), () => Interlocked.Increment(ref hers));
        using (watch.Watch(Session(nina), () => Interlocked.Increment(ref hers)))
        using (watch.Watch(Session(bob), () => Interlocked.Increment(ref his)))
        {
            (watch.Count, feed.SubscriberCount).ShouldBe((3, before + 1));
            await host.All<User>().UpdateAsync(nina.Id, user => user with { Administrator = true }, Cancellation);
            await Waiting.UntilAsync(() => Task.FromResult(hers == 2), () => $"{hers}");
            first.Dispose();
            await host.All<User>().DeleteAsync(nina.Id, Cancellation);
            await Waiting.UntilAsync(() => Task.FromResult(hers == 3), () => $"{hers}");
            his.ShouldBe(0);
        }

        (watch.Count, feed.SubscriberCount).ShouldBe((0, before));
    }

    [Fact]
    public async Task Who_watches_is_told_of_groups_and_of_the_key_it_came_with()
    {
        await using var host = await new RightsHost().StartAsync();
        var watch = host.Get<ViewerWatch>();
        var nina = await AddAsync(host, "nina");
        var key = await host.All<ApiKey>().InsertAsync(Key(nina, "key00001"), Cancellation);
        var viewer = (await host.Get<Viewers>().OfAsync(key, Cancellation))!;
        var (person, script) = (0, 0);
        using (watch.Watch(Session(nina), () => Interlocked.Increment(ref person)))
        using (watch.Watch(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, nina.Id), .. ViewerClaims.Of(viewer)], "key")), () => Interlocked.Increment(ref script)))
        {
            await host.All<Group>().InsertAsync(new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY" }, Cancellation);
            await Waiting.UntilAsync(() => Task.FromResult((person, script) == (1, 1)), () => $"{person} {script}");
            await host.All<ApiKey>().DeleteAsync(key.Id, Cancellation);
            await Waiting.UntilAsync(() => Task.FromResult((person, script) == (1, 2)), () => $"{person} {script}");
        }
    }

    [Fact]
    public async Task A_key_is_never_more_than_its_user_is_at_the_moment()
    {
        await using var host = await new RightsHost().StartAsync();
        var viewers = host.Get<Viewers>();
        var nina = await AddAsync(host, "nina");
        var key = await host.All<ApiKey>().InsertAsync(Key(nina, "key00001") with { Permissions = [Permission.CancelJob, Permission.UploadFile] }, Cancellation);
        (await viewers.OfAsync(key, Cancellation))!.Permissions.ShouldBeEmpty();

        await host.All<Group>().InsertAsync(
            new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY", Permissions = [Permission.UploadFile, Permission.RemoveFile] }, Cancellation);
        await host.All<User>().UpdateAsync(nina.Id, user => user with { Groups = ["virology"] }, Cancellation);
        (await viewers.OfAsync(key, Cancellation))!.Permissions.ShouldBe([Permission.UploadFile]);

        await host.All<User>().UpdateAsync(nina.Id, user => user with { Administrator = true, Groups = [] }, Cancellation);
        var script = (await viewers.OfAsync(key, Cancellation))!;
        (script.Administrator, script.Key).ShouldBe((false, new ViewerKey("key00001", "nightly")));
        script.Permissions.ShouldBe([Permission.CancelJob, Permission.UploadFile], ignoreOrder: true);

        (await viewers.OfAsync(key with { ExpiresAt = TimeProvider.System.GetUtcNow().AddSeconds(-1) }, Cancellation)).ShouldBeNull();
        await host.All<User>().UpdateAsync(nina.Id, user => user with { Active = false }, Cancellation);
        (await viewers.OfAsync(key, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Only_administrators_deactivate_and_not_themselves()
    {
        await using var host = await new RightsHost().StartAsync();
        await using var scope = host.Scope();
        var service = scope.ServiceProvider.GetRequiredService<UserService>();
        var nina = (await AddAsync(host, "nina")).ToViewer([]);
        var root = (await AddAsync(host, "root")).ToViewer([]) with { Administrator = true };
        await Should.ThrowAsync<NotPermittedException>(() => service.DeactivateAsync(nina, root.UserId, Cancellation));
        await Should.ThrowAsync<RefusedException>(() => service.DeactivateAsync(root, root.UserId, Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => service.DeactivateAsync(root, "nobody00", Cancellation));
        (await service.DeactivateAsync(root, nina.UserId, Cancellation)).Active.ShouldBeFalse();
        (await service.ReactivateAsync(root, nina.UserId, Cancellation)).Active.ShouldBeTrue();
    }

    private static async Task<User> AddAsync(RightsHost host, string handle)
    {
        await using var scope = host.Scope();
        return (await scope.ServiceProvider.GetRequiredService<UserService>().CreateAsync(Viewer.Server, handle, Password, administrator: false, Cancellation)).Document;
    }

    private static ApiKey Key(User user, string id) => new()
    {
        Id = id,
        Name = "nightly",
        User = new Link(user.Id, user.Handle),
        Hash = new string('0', 64),
        Start = "vt_0000",
    };

    private static ClaimsPrincipal Session(User user) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, user.Id), new Claim(ClaimTypes.Name, user.Handle), new Claim("AspNet.Identity.SecurityStamp", user.SecurityStamp)],
        "test"));
}
