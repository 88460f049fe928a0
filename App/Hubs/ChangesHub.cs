using Microsoft.AspNetCore.SignalR;

namespace Virtool.App.Hubs;

/// <summary>
/// <c>/hubs/changes</c>: what changes on the server, for scripts and other programs; docs/changes.md says how it is used. A connection is told
/// <see cref="Begin"/>, says <see cref="SinceAsync"/>, and is then told <see cref="Changed"/>, <see cref="Resync"/> and <see cref="Ended"/>.
/// </summary>
/// <param name="listeners">All connections.</param>
internal sealed class ChangesHub(ChangeListeners listeners) : Hub
{
    /// <inheritdoc />
    public override Task OnConnectedAsync() => listeners.OpenAsync(Context);

    /// <summary>Begins, or begins again, after the change with this sequence.</summary>
    [HubMethodName("Since")]
    public Task SinceAsync(long sequence) => listeners.Of(Context)?.BeginAsync(sequence) ?? Task.CompletedTask;

    /// <inheritdoc />
    public override Task OnDisconnectedAsync(Exception? exception) => listeners.CloseAsync(Context);
}
