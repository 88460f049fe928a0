using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Virtool.Data.Store;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;

namespace Virtool.App.Server;

/// <summary>
/// The session of a circuit, true at every moment: when its user's rights change, the circuit's pages are given the new ones and ask anew;
/// when the user is deactivated or signed out everywhere, they are at the sign-in. What the feed should miss, a look every 30 s finds.
/// </summary>
internal sealed class CircuitSessions : RevalidatingServerAuthenticationStateProvider
{
    private readonly SemaphoreSlim _looking = new(1);
    private readonly ILogger<CircuitSessions> _log;
    private readonly Viewers _viewers;
    private readonly ViewerWatch _watch;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _gone = new();
    private string? _userId;
    private IDisposable? _watching;

    public CircuitSessions(ILoggerFactory loggers, Viewers viewers, ViewerWatch watch, IHostApplicationLifetime lifetime)
        : base(loggers)
    {
        _log = loggers.CreateLogger<CircuitSessions>();
        _viewers = viewers;
        _watch = watch;
        _lifetime = lifetime;
        AuthenticationStateChanged += state => _ = FollowAsync(state);
    }

    /// <inheritdoc />
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        // Where the session has ended, this signs it out itself.
        await RenewAsync();
        return true;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            _gone.Cancel();
            _watching?.Dispose();
            _watching = null;
        }

        base.Dispose(disposing);
    }

    private async Task FollowAsync(Task<AuthenticationState> state)
    {
        var session = (await state).User;
        var id = ViewerClaims.UserId(session);
        lock (_gate)
        {
            if (_gone.IsCancellationRequested || id == _userId)
            {
                return;
            }

            _userId = id;
            _watching?.Dispose();
            _watching = id is null ? null : _watch.Watch(session, () => _ = RenewAsync());
        }

        // What changed before it was watched.
        await RenewAsync();
    }

    private async Task RenewAsync()
    {
        try
        {
            await _looking.WaitAsync(_gone.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            await CompareAsync((await GetAuthenticationStateAsync()).User);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The circuit is gone.
        }
        finally
        {
            _looking.Release();
        }
    }

    private async Task CompareAsync(ClaimsPrincipal session)
    {
        if (ViewerClaims.From(session) is not { } before)
        {
            return;
        }

        var now = await LookAsync(session);
        if (now is null)
        {
            Show(new ClaimsPrincipal(new ClaimsIdentity()));
        }
        else if (!now.Equals(before))
        {
            Show(ViewerClaims.Renewed(session, now));
        }
    }

    private void Show(ClaimsPrincipal session) => SetAuthenticationState(Task.FromResult(new AuthenticationState(session)));

    /// <summary>Who is behind the session now; where that cannot be found out, who was: a database that is away for a moment signs nobody out.</summary>
    private async Task<Viewer?> LookAsync(ClaimsPrincipal session)
    {
        // Circuits outlive the services for a moment: there is nothing left to ask, and nobody left to sign out.
        if (_lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return ViewerClaims.From(session);
        }

        try
        {
            return await _viewers.GetAsync(session, _gone.Token);
        }
        catch (StoreException exception)
        {
            _log.LogWarning(exception, "It could not be looked up whether a session still holds; it is looked up again in {Seconds} s", RevalidationInterval.TotalSeconds);
            return ViewerClaims.From(session);
        }
    }
}
