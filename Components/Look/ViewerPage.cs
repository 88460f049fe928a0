using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Virtool.Components.Live;
using Virtool.Domain.Rights;

namespace Virtool.Components.Look;

/// <summary>
/// A live component that knows who looks at it. It asks for nothing when it is initialized, since who looks may change while it is shown:
/// what depends on that alone it asks for in <see cref="OnViewerAsync"/>; a page with parameters of its own, in <c>OnParametersSetAsync</c>.
/// </summary>
public abstract class ViewerPage : LiveComponent
{
    private Task<AuthenticationState>? _known;

    /// <summary>The session; another one when the rights of its user change.</summary>
    [CascadingParameter]
    public Task<AuthenticationState>? Session { get; set; }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (Session is null || ReferenceEquals(_known, Session))
        {
            return;
        }

        _known = Session;
        if (ViewerClaims.From((await Session).User) is { } viewer)
        {
            await OnViewerAsync(viewer);
        }
    }

    /// <summary>Somebody looks, or the rights of who looks have changed. Not called where nobody is signed in.</summary>
    protected virtual Task OnViewerAsync(Viewer viewer) => Task.CompletedTask;

    /// <summary>Who is signed in.</summary>
    /// <exception cref="NotPermittedException">Nobody is.</exception>
    protected async Task<Viewer> ViewerAsync() =>
        (Session is null ? null : ViewerClaims.From((await Session).User)) ?? throw new NotPermittedException("Your session has ended. Sign in again.");
}
