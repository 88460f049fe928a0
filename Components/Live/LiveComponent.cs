using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Live;
using Virtool.Data.Queries;

namespace Virtool.Components.Live;

/// <summary>
/// The base of components that show documents. A page asks once and renders:
/// <code>
/// @inherits ViewerPage
/// @code {
///     private Live&lt;Job&gt; _jobs = null!;
///     protected override async Task OnViewerAsync(Viewer viewer) =&gt; _jobs = await WatchAsync("jobs", Jobs.Search(viewer).Window(0, 25));
/// }
/// </code>
/// Each batch of changes renders the component once. While prerendering nothing is subscribed to: what was read then is handed over to the
/// circuit, whose first <see cref="WatchAsync"/> of the same key returns synchronously with it, subscribes, and reads it again in the
/// background. So the page never falls back to "loading".
/// </summary>
public abstract class LiveComponent : ComponentBase, ILiveOwner, IAsyncDisposable
{
    private readonly Dictionary<string, object> _lives = new(StringComparer.Ordinal);
    private readonly List<LiveWindow> _windows = [];
    private readonly CancellationTokenSource _gone = new();
    private int _isRenewing;

    /// <summary>Cancelled when the component is gone.</summary>
    protected CancellationToken Gone => _gone.Token;

    [Inject]
    private LiveWindows Windows { get; set; } = null!;

    [Inject]
    private LiveHandover Handover { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    /// <summary>
    /// A query that stays true until the component is gone. Called again with the same key (another id in the address), it moves the same
    /// <see cref="Live{T}"/> to the new query.
    /// </summary>
    /// <param name="key">Names it within the component; with what tells several such components of a page apart, such as an id.</param>
    /// <param name="query">What is asked for.</param>
    protected async Task<Live<T>> WatchAsync<T>(string key, Query<T> query)
        where T : Document
    {
        if (_lives.TryGetValue(key, out var existing) && existing is Live<T> known)
        {
            await known.QueryAsync(query, Gone);
            return known;
        }

        var isLive = RendererInfo.IsInteractive && !_gone.IsCancellationRequested;
        var live = Open(query, isLive);
        _lives[key] = live;
        var name = $"{GetType().FullName}/{key}";
        if (live.Window is { } window && await Handover.TakeAsync<WindowState<T>>(name) is { } handed)
        {
            window.Restore(handed with { Query = query });
            Windows.Renew(window);
            return live;
        }

        await live.QueryAsync(query, Gone);
        if (!isLive)
        {
            Handover.Keep(name, live.State);
        }

        return live;
    }

    /// <summary>Something new is there, before it is rendered: for what is computed from it. Runs on the component's dispatcher.</summary>
    protected virtual Task OnRenewedAsync() => Task.CompletedTask;

    void ILiveOwner.Renew()
    {
        // A circuit that is slow to render has one renewal waiting, not one a batch.
        if (Interlocked.Exchange(ref _isRenewing, 1) == 0)
        {
            _ = InvokeAsync(RenewAsync);
        }
    }

    /// <summary>Closes the windows. A component that overrides it calls it.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        _windows.ForEach(window => window.Dispose());
        _windows.Clear();
        await _gone.CancelAsync();
        GC.SuppressFinalize(this);
    }

    private Live<T> Open<T>(Query<T> query, bool isLive)
        where T : Document
    {
        var collection = Services.GetRequiredService<Collection<T>>();
        if (!isLive)
        {
            return new Live<T>(collection, query, null);
        }

        var window = Windows.Open(collection, query, this);
        _windows.Add(window);
        return new Live<T>(collection, query, window);
    }

    private async Task RenewAsync()
    {
        Interlocked.Exchange(ref _isRenewing, 0);
        if (_gone.IsCancellationRequested)
        {
            return;
        }

        try
        {
            var isNew = false;
            foreach (var window in _windows)
            {
                isNew |= window.Take();
            }

            if (isNew)
            {
                await OnRenewedAsync();
                StateHasChanged();
            }
        }
#pragma warning disable CA1031 // The circuit handles it, as it does what an event handler throws.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(error);
        }
    }
}
