using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Changes;
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
        var watch = host.Get<ViewerWatch>();

        (await watch.GetAsync(session, Cancellation)).ShouldBe(user.ToViewer());
        await host.All<User>().UpdateAsync(user.Id, now => now with { Administrator = true, Groups = ["virology"] }, Cancellation);
        (await watch.GetAsync(session, Cancellation)).ShouldBe(user.ToViewer() with { Administrator = true, Groups = ["virology"] });

        await service.DeactivateAsync(Viewer.Server, user.Id, Cancellation);
        (await watch.GetAsync(session, Cancellation)).ShouldBeNull();
        (await watch.GetAsync(user.Id, Cancellation)).ShouldBeNull();
        await service.ReactivateAsync(Viewer.Server, user.Id, Cancellation);
        (await watch.GetAsync(session, Cancellation)).ShouldBeNull("its stamp is another");
        (await watch.GetAsync(user.Id, Cancellation)).ShouldNotBeNull();

        await host.All<User>().DeleteAsync(user.Id, Cancellation);
        (await watch.GetAsync(user.Id, Cancellation)).ShouldBeNull();
        (await watch.GetAsync(new ClaimsPrincipal(new ClaimsIdentity()), Cancellation)).ShouldBeNull();
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
        var first = watch.Watch(nina.Id, () => Interlocked.Increment(ref hers));
        using (watch.Watch(nina.Id, () => Interlocked.Increment(ref hers)))
        using (watch.Watch(bob.Id, () => Interlocked.Increment(ref his)))
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
    public async Task Only_administrators_deactivate_and_not_themselves()
    {
        await using var host = await new RightsHost().StartAsync();
        await using var scope = host.Scope();
        var service = scope.ServiceProvider.GetRequiredService<UserService>();
        var nina = (await AddAsync(host, "nina")).ToViewer();
        var root = (await AddAsync(host, "root")).ToViewer() with { Administrator = true };
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

    private static ClaimsPrincipal Session(User user) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, user.Id), new Claim(ClaimTypes.Name, user.Handle), new Claim("AspNet.Identity.SecurityStamp", user.SecurityStamp)],
        "test"));
}
