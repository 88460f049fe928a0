using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Virtool.Components.Live;
using Virtool.Domain.Rights;

namespace Virtool.Components.Look;

/// <summary>A live component that knows who looks at it.</summary>
public abstract class ViewerPage : LiveComponent
{
    /// <summary>The session.</summary>
    [CascadingParameter]
    public Task<AuthenticationState>? Session { get; set; }

    /// <summary>Who is signed in.</summary>
    /// <exception cref="NotPermittedException">Nobody is.</exception>
    protected async Task<Viewer> ViewerAsync() =>
        (Session is null ? null : ViewerClaims.From((await Session).User)) ?? throw new NotPermittedException("Your session has ended. Sign in again.");
}
