using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using Virtool.App.Server;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Store;
using Virtool.Domain.Groups;
using Virtool.Domain.Keys;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Rights;

public sealed class CircuitSessionsTests : IAsyncLifetime
{
    private readonly RightsHost _host = new();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private AsyncServiceScope _scope;
    private UserService _users = null!;
    private User _bob = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        _scope = _host.Scope();
        _users = _scope.ServiceProvider.GetRequiredService<UserService>();
        _bob = (await _users.CreateAsync(Viewer.Server, "bob", "raspberry ringspot", administrator: false, Cancellation)).Document;
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task New_rights_are_the_circuits_at_once()
    {
        using var sessions = Begin();
        await _host.All<Group>().InsertAsync(new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY" }, Cancellation);
        await _host.All<User>().UpdateAsync(_bob.Id, user => user with { Administrator = true, Groups = ["virology"] }, Cancellation);
        await IsAsync(sessions, viewer => viewer is { Administrator: true, Groups: ["virology"] });
        await _host.All<User>().UpdateAsync(_bob.Id, user => user with { Administrator = false }, Cancellation);
        await IsAsync(sessions, viewer => viewer is { Administrator: false });
    }

    [Fact]
    public async Task Who_is_deactivated_is_signed_out_and_stays_so()
    {
        using var sessions = Begin();
        await _users.DeactivateAsync(Viewer.Server, _bob.Id, Cancellation);
        await IsAsync(sessions, viewer => viewer is null);
        await _users.ReactivateAsync(Viewer.Server, _bob.Id, Cancellation);
        await _host.All<User>().UpdateAsync(_bob.Id, user => user with { Administrator = true }, Cancellation);
        (await ViewerAsync(sessions)).ShouldBeNull();
    }

    [Fact]
    public async Task What_changed_before_the_circuit_began_is_seen()
    {
        await _host.All<User>().UpdateAsync(_bob.Id, user => user with { Administrator = true }, Cancellation);
        using var sessions = Begin();
        await IsAsync(sessions, viewer => viewer is { Administrator: true });
    }

    [Fact]
    public async Task What_does_not_touch_rights_tells_the_pages_nothing()
    {
        using var sessions = Begin();
        var told = 0;
        sessions.AuthenticationStateChanged += _ => told++;
        await _host.All<User>().UpdateAsync(_bob.Id, user => user with { AccessFailedCount = 1 }, Cancellation);
        await _host.All<User>().UpdateAsync(_bob.Id, user => user with { Administrator = true }, Cancellation);
        await IsAsync(sessions, viewer => viewer is { Administrator: true });
        told.ShouldBe(1);
    }

    [Fact]
    public async Task A_database_that_is_away_signs_nobody_out()
    {
        var away = new Collection<User>(DispatchProxy.Create<IDocumentStore, AwayStore>(), _host.All<User>().Definition);
        var viewers = new Viewers(away, _host.All<Group>(), _host.All<ApiKey>(), TimeProvider.System, Options.Create(new IdentityOptions()));
        using var sessions = Begin(viewers);
        await Should.ThrowAsync<StoreException>(() => viewers.GetAsync(_bob.Id, Cancellation));
        (await ViewerAsync(sessions)).ShouldBe(_bob.ToViewer([]));
    }

    [Fact]
    public void A_circuit_that_is_gone_watches_nobody()
    {
        var watch = _host.Get<ViewerWatch>();
        using (Begin())
        {
            watch.Count.ShouldBe(1);
        }

        watch.Count.ShouldBe(0);
    }

    private CircuitSessions Begin(Viewers? viewers = null)
    {
        var sessions = new CircuitSessions(NullLoggerFactory.Instance, viewers ?? _host.Get<Viewers>(), _host.Get<ViewerWatch>(), _lifetime);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, _bob.Id), new Claim(ClaimTypes.Name, _bob.Handle), new Claim("AspNet.Identity.SecurityStamp", _bob.SecurityStamp)],
            "test");
        sessions.SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(identity))));
        return sessions;
    }

    private static async Task<Viewer?> ViewerAsync(CircuitSessions sessions) => ViewerClaims.From((await sessions.GetAuthenticationStateAsync()).User);

    private static Task IsAsync(CircuitSessions sessions, Func<Viewer?, bool> condition) => Waiting.UntilAsync(async () => condition(await ViewerAsync(sessions)));
}
