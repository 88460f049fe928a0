namespace Virtool.App.Hubs;

/// <summary>A collection that the hub tells of: what of its documents goes out, and to whom.</summary>
/// <param name="name">The collection's name, and the interface's in messages.</param>
/// <param name="isSmall">Its documents are few and small enough for their audiences to be read at the start, all of them.</param>
internal abstract class HubInterface(string name, bool isSmall)
{
    /// <summary>The collection's name, and the interface's in messages.</summary>
    public string Name => name;

    /// <summary>Its documents are few and small enough for their audiences to be read at the start, all of them.</summary>
    public bool IsSmall => isSmall;

    /// <summary>The documents of these ids that are there.</summary>
    public abstract Task<IReadOnlyList<FoundDocument>> ReadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation);

    /// <summary>Who may see each of its documents, in pages.</summary>
    public abstract IAsyncEnumerable<IReadOnlyList<(string Id, Audience Audience)>> AudiencesAsync(CancellationToken cancellation);
}
