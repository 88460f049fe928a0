using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Virtool.Domain.Rights;

namespace Virtool.Components.Live;

/// <summary>
/// Hands what was read while prerendering over to the circuit of the same page. Only a random token travels through the browser: the
/// documents wait in <see cref="LiveHandovers"/>, so the page's state stays far below the limit of a circuit's messages; and only for the
/// circuit of the user that they were read for. Scoped.
/// </summary>
public sealed class LiveHandover(PersistentComponentState state, LiveHandovers handovers, AuthenticationStateProvider sessions) : IDisposable
{
    private const string Key = "virtool.live";

    private readonly Dictionary<string, object> _kept = new(StringComparer.Ordinal);
    private PersistingComponentStateSubscription? _persisting;
    private IReadOnlyDictionary<string, object>? _handed;
    private HashSet<string>? _taken;

    /// <summary>Keeps what was read, while prerendering.</summary>
    public void Keep(string name, object value)
    {
        _kept[name] = value;
        _persisting ??= state.RegisterOnPersisting(PersistAsync, RenderMode.InteractiveServer);
    }

    /// <summary>Takes, once, what was kept; null where there is nothing, or no longer.</summary>
    /// <remarks>Returns synchronously where the session is known, as it is on a circuit.</remarks>
    public async ValueTask<T?> TakeAsync<T>(string name)
        where T : class
    {
        _handed ??= state.TryTakeFromJson<string>(Key, out var token) && token is not null
            ? handovers.Take(token, await UserAsync())
            : new Dictionary<string, object>();
        _taken ??= new HashSet<string>(StringComparer.Ordinal);
        return _handed.TryGetValue(name, out var value) && _taken.Add(name) ? value as T : null;
    }

    /// <summary>Keeps nothing any more.</summary>
    public void Dispose() => _persisting?.Dispose();

    private async Task PersistAsync() => state.PersistAsJson(Key, handovers.Keep(_kept, await UserAsync()));

    private async Task<string?> UserAsync() => ViewerClaims.UserId((await sessions.GetAuthenticationStateAsync()).User);
}
