using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.Domain.History;

/// <summary>The history as people and programs read it.</summary>
/// <param name="references">The references.</param>
/// <param name="changes">The history.</param>
public sealed class ChangeService(Collection<Reference> references, Collection<Change> changes)
{
    private const int Window = 500;

    /// <summary>A change, and its reference.</summary>
    /// <exception cref="NotFoundException">There is none, or the viewer may not see its reference.</exception>
    public async Task<(Change Change, Reference Reference)> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await changes.GetAsync(id, cancellation) is { } change && await references.GetAsync(viewer, change.ReferenceId, cancellation) is { } reference
            ? (change, reference)
            : throw new NotFoundException("There is no such change.");

    /// <summary>Reads what one of the queries below asks for.</summary>
    /// <param name="query">A query of this service, or of indexes.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<IReadOnlyList<Change>> ReadAsync(Query<Change> query, CancellationToken cancellation = default) => changes.FindAsync(query, cancellation);

    /// <summary>Who made how many changes of a reference that the viewer may see, those with most first.</summary>
    public async Task<IReadOnlyList<(Link User, int Count)>> ContributorsAsync(Reference reference, CancellationToken cancellation = default)
    {
        var counts = new Dictionary<string, (Link User, int Count)>(StringComparer.Ordinal);
        for (var from = 0; ; from += Window)
        {
            var found = await changes.FindAsync(OfReference(reference).Window(from, Window), cancellation);
            foreach (var change in found)
            {
                counts[change.User.Id] = (change.User, counts.GetValueOrDefault(change.User.Id).Count + 1);
            }

            if (found.Count < Window)
            {
                return [.. counts.Values.OrderByDescending(one => one.Count).ThenBy(one => one.User.Name, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>How many changes of a reference no index has.</summary>
    /// <param name="reference">One that the viewer may see.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<long> CountUnbuiltAsync(Reference reference, CancellationToken cancellation = default) =>
        changes.CountAsync(OfReference(reference, unbuilt: true).Filter, cancellation);

    /// <summary>The changes of all references that the viewer may see, newest first.</summary>
    public async Task<Query<Change>> AllAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        var seen = await references.FindAsync(Query<Reference>.All.Readable(viewer), cancellation);
        return Query<Change>.All.Where(Where<Change>.IsIn(change => change.ReferenceId, seen.Select(reference => reference.Id))).OrderBy(change => change.CreatedAt, descending: true);
    }

    /// <summary>The changes of a reference, newest first.</summary>
    /// <param name="reference">One that the viewer may see.</param>
    /// <param name="unbuilt">Only those that no index has, or only those that one has; null: all.</param>
    public static Query<Change> OfReference(Reference reference, bool? unbuilt = null)
    {
        var query = Query<Change>.All.Where(Where<Change>.Is(change => change.ReferenceId, reference.Id)).OrderBy(change => change.Number, descending: true);
        return unbuilt switch
        {
            true => query.Where(Where<Change>.Above(change => change.Number, reference.Built)),
            false => query.Where(Where<Change>.AtMost(change => change.Number, reference.Built)),
            null => query,
        };
    }

    /// <summary>The changes of a virus, newest first.</summary>
    /// <param name="otuId">One that the viewer may see.</param>
    public static Query<Change> OfOtu(string otuId) =>
        Query<Change>.All.Where(Where<Change>.Is(change => change.Otu.Id, otuId)).OrderBy(change => change.OtuVersion, descending: true);

    /// <summary>Those of a virus that no index has, newest first.</summary>
    public static Query<Change> UnbuiltOf(Reference reference, string otuId) => OfOtu(otuId).Where(Where<Change>.Above(change => change.Number, reference.Built));
}
