using System.Text.Json;

namespace Virtool.Data.Live;

/// <summary>An open window of a query, kept true by <see cref="LiveWindows"/>. Disposing closes it.</summary>
public abstract class LiveWindow : IDisposable
{
    private readonly Action<LiveWindow> _close;

    private protected LiveWindow(string collection, ILiveOwner owner, Action<LiveWindow> close)
    {
        Collection = collection;
        Owner = owner;
        _close = close;
    }

    /// <summary>The collection that it shows.</summary>
    public string Collection { get; }

    internal ILiveOwner Owner { get; }

    /// <summary>Moves what was read in the background into what is shown; false where nothing was.</summary>
    public abstract bool Take();

    /// <summary>Closes the window: nothing is read for it any more.</summary>
    public void Dispose()
    {
        _close(this);
        GC.SuppressFinalize(this);
    }

    /// <summary>The stored forms of documents of the window's collection.</summary>
    internal abstract Task<IReadOnlyDictionary<string, JsonElement>> ReadFormsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation);

    /// <summary>Whether the change may change what the window shows.</summary>
    internal abstract bool IsTouchedBy(DocumentChange change);

    /// <summary>Reads in the background; true where there is something to take.</summary>
    internal abstract Task<bool> RenewAsync(IReadOnlySet<string> changed, SharedReads reads, CancellationToken cancellation);
}
