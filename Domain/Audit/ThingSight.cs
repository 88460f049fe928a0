using System.Collections.Frozen;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Audit;

/// <summary>Who may see a thing, whatever it is, and so what was done to it.</summary>
/// <param name="store">The engine, since things are of any collection.</param>
public sealed class ThingSight(IDocumentStore store)
{
    /// <summary>What everyone who is signed in may see.</summary>
    private static readonly FrozenSet<string> Open = Set("groups", "hmm_status", "labels", "subtraction", "watched_folders");

    /// <summary>What is seen by those who are its readers.</summary>
    private static readonly FrozenSet<string> Read = Set("analyses", "files", "imports", "jobs", "references", "samples", "tasks", "trash", "uploads");

    /// <summary>Whether the viewer may see the thing. Administrators may, and what is gone too.</summary>
    public async Task<bool> MaySeeAsync(Viewer viewer, string collection, string id, CancellationToken cancellation = default)
    {
        if (viewer.Administrator)
        {
            return true;
        }

        Filter one = new Filter.Equal("_id", id);
        return collection switch
        {
            "users" => viewer.UserId == id,
            "keys" => await IsAnyAsync(one & new Filter.Equal("user.id", viewer.UserId)),
            "otus" => await store.FindAsync(collection, Query<AnyDocument>.All.Where(one), cancellation) is [var otu, ..]
                && otu.Get<Link>("reference") is { } reference && await MaySeeAsync(viewer, "references", reference.Id, cancellation),
            _ when Open.Contains(collection) => await IsAnyAsync(one),
            _ when Read.Contains(collection) => await IsAnyAsync(one & RightsRules.Readable(viewer)),
            _ => false,
        };

        async Task<bool> IsAnyAsync(Filter filter) => await store.CountAsync(collection, filter, cancellation) > 0;
    }

    /// <summary>Which of the things are there still.</summary>
    public async Task<IReadOnlySet<AuditThing>> ThereAsync(IEnumerable<AuditThing> things, CancellationToken cancellation = default)
    {
        var there = new HashSet<AuditThing>();
        foreach (var group in things.Where(thing => thing.Id is not null).Distinct().GroupBy(thing => thing.Collection, StringComparer.Ordinal))
        {
            var found = await store.FindAsync(group.Key, Query<AnyDocument>.All.Where(new Filter.In("_id", [.. group.Select(thing => thing.Id)])), cancellation);
            var ids = found.Select(document => document.Id).ToHashSet(StringComparer.Ordinal);
            there.UnionWith(group.Where(thing => ids.Contains(thing.Id!)));
        }

        return there;
    }

    private static FrozenSet<string> Set(params string[] names) => FrozenSet.Create(StringComparer.Ordinal, names);
}
