using Virtool.Data.Changes;

namespace Virtool.App.Hubs;

/// <summary>
/// Changed documents, read and projected once for all connections, and who could see each of them before: so that who loses sight of one is
/// told, and nobody else hears of it. Bounded: what changed longest ago is forgotten first.
/// </summary>
/// <param name="interfaces">What is read.</param>
/// <param name="feed">The change feed.</param>
internal sealed class SharedDocuments(HubInterfaces interfaces, IChangeFeed feed) : IDisposable
{
    /// <summary>Of how many documents the projection is kept.</summary>
    private const int RecentCapacity = 2_000;

    /// <summary>Of how many documents it is remembered who could see them: about 300 bytes each.</summary>
    private const int AudienceCapacity = 200_000;

    private readonly SemaphoreSlim _reading = new(1);
    private readonly BoundedMap<(string Collection, string Id), SeenDocument> _recent = new(RecentCapacity);
    private readonly BoundedMap<(string Collection, string Id), (Audience Now, Audience? Before)> _audiences = new(AudienceCapacity);
    private string _epoch = "";

    /// <summary>What the changes' documents are now; each holds its change, and may hold later ones.</summary>
    /// <param name="changes">Of collections that have an interface.</param>
    /// <param name="cancellation">It is not wanted any more.</param>
    public async Task<IReadOnlyList<SeenDocument>> ReadAsync(IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            // What is published is committed, so that all of it is in what is read from here on.
            var position = feed.Position;
            if (position.Epoch != _epoch)
            {
                _recent.Clear();
                _epoch = position.Epoch;
            }

            var seen = new Dictionary<(string, string), SeenDocument>();
            foreach (var group in changes.GroupBy(change => change.Collection, StringComparer.Ordinal))
            {
                var stale = group.Where(change => !TakeRecent(change, seen)).ToArray();
                await RenewAsync(interfaces.Of(group.Key)!, stale, position, seen, cancellation);
            }

            return [.. changes.Select(change => seen[Key(change)])];
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Reads who may see the documents of the small collections, where that is not known.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        foreach (var one in interfaces.All.Where(one => one.IsSmall))
        {
            await foreach (var page in one.AudiencesAsync(cancellation))
            {
                await InTurnAsync(() => Remember(one.Name, page), cancellation);
            }
        }
    }

    /// <summary>Forgets who could see what: changes were missed.</summary>
    public Task ForgetAsync(CancellationToken cancellation) => InTurnAsync(
        () =>
        {
            _recent.Clear();
            _audiences.Clear();
        },
        cancellation);

    /// <inheritdoc />
    public void Dispose() => _reading.Dispose();

    private bool TakeRecent(Change change, Dictionary<(string, string), SeenDocument> seen)
    {
        var isFresh = _recent.TryGet(Key(change), out var recent) && recent.Sequence >= change.Sequence;
        if (isFresh)
        {
            seen[Key(change)] = recent!;
        }

        return isFresh;
    }

    private async Task RenewAsync(
        HubInterface one, Change[] changes, Position position, Dictionary<(string, string), SeenDocument> seen, CancellationToken cancellation)
    {
        if (changes.Length == 0)
        {
            return;
        }

        var found = (await one.ReadAsync([.. changes.Select(change => change.Id)], cancellation)).ToDictionary(document => document.Id, StringComparer.Ordinal);
        var references = await ReferencesAsync([.. found.Values.Select(document => document.ReferenceId).OfType<string>().Distinct()], position, cancellation);
        foreach (var change in changes)
        {
            var document = found.GetValueOrDefault(change.Id);
            var reference = document?.ReferenceId is { } id ? references[id] : null;
            seen[Key(change)] = Follow(change, document, reference, position);
        }
    }

    /// <summary>The references, as they are after everything that is published: who may see their viruses goes by it.</summary>
    private async Task<IReadOnlyDictionary<string, SeenDocument>> ReferencesAsync(string[] ids, Position position, CancellationToken cancellation)
    {
        var seen = new Dictionary<(string Collection, string Id), SeenDocument>();
        if (ids.Length > 0)
        {
            var asked = ids.Select(id => new Change(position.Sequence, interfaces.References.Name, ChangeOperation.Update, id, 0));
            await RenewAsync(interfaces.References, [.. asked.Where(change => !TakeRecent(change, seen))], position, seen, cancellation);
        }

        return seen.ToDictionary(one => one.Key.Id, one => one.Value, StringComparer.Ordinal);
    }

    private SeenDocument Follow(Change change, FoundDocument? found, SeenDocument? reference, Position position)
    {
        var now = found is null ? Audience.Nobody : reference?.Audience ?? found.Audience ?? Audience.Nobody;
        var before = _audiences.TryGet(Key(change), out var known) ? known.Before?.With(known.Now) : FirstBefore(change, found, reference);
        _audiences.Set(Key(change), (now, before));
        var seen = new SeenDocument(Math.Max(position.Sequence, change.Sequence), found?.Data, now, before);
        _recent.Set(Key(change), seen);
        return seen;
    }

    /// <summary>Who could see a document of which nothing is remembered.</summary>
    private static Audience? FirstBefore(Change change, FoundDocument? found, SeenDocument? reference) =>
        found is null ? null
        : change.Operation == ChangeOperation.Insert ? Audience.Nobody
        : reference?.Before?.With(reference.Audience);

    private void Remember(string collection, IEnumerable<(string Id, Audience Audience)> audiences)
    {
        foreach (var (id, audience) in audiences)
        {
            if (!_audiences.TryGet((collection, id), out var known))
            {
                _audiences.Set((collection, id), (audience, Audience.Nobody));
            }
            else if (known.Before is null)
            {
                _audiences.Set((collection, id), (known.Now, audience));
            }
        }
    }

    private async Task InTurnAsync(Action act, CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            act();
        }
        finally
        {
            _reading.Release();
        }
    }

    private static (string Collection, string Id) Key(Change change) => (change.Collection, change.Id);
}
