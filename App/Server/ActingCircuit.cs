using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Virtool.Components.Access;
using Virtool.Domain.Audit;
using Virtool.Domain.Rights;

namespace Virtool.App.Server;

/// <summary>Who looks at an open page is who acts in what its events do, from where its browser connected last.</summary>
/// <param name="acting">Who acts.</param>
/// <param name="sessions">The session of the circuit.</param>
/// <param name="requests">The request that carries the connection.</param>
internal sealed class ActingCircuit(Acting acting, AuthenticationStateProvider sessions, IHttpContextAccessor requests) : CircuitHandler
{
    private string? _from;

    /// <inheritdoc />
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _from = RequestAddress.Of(requests.HttpContext) ?? _from;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        var viewer = ViewerClaims.From((await sessions.GetAuthenticationStateAsync()).User);
        using (acting.As(viewer is null ? null : Actor.Of(viewer, _from)))
        {
            await next(context);
        }
    };
}
