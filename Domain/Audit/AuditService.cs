using System.Runtime.CompilerServices;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Audit;

/// <summary>Reads the audit trail, and adds to it what no write of a document tells.</summary>
/// <param name="entries">The trail.</param>
/// <param name="sight">Who may see what it is about.</param>
/// <param name="scribe">Writes entries.</param>
public sealed class AuditService(Collection<AuditEntry> entries, ThingSight sight, AuditScribe scribe)
{
    /// <summary>How many entries are read at once where all of them are.</summary>
    private const int AtOnce = 500;

    /// <summary>The trail, newest first.</summary>
    /// <param name="viewer">An administrator.</param>
    /// <param name="filter">What of it.</param>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    public Query<AuditEntry> Search(Viewer viewer, AuditFilter? filter = null)
    {
        viewer.DemandAdministrator();
        return Newest((filter ?? new AuditFilter()).ToFilter());
    }

    /// <summary>What was done to one thing, newest first. To others than administrators it is shown by <see cref="AuditEntry.SeenBy"/>.</summary>
    /// <exception cref="NotFoundException">There is no such thing that the viewer may see.</exception>
    public async Task<Query<AuditEntry>> HistoryAsync(Viewer viewer, string collection, string id, CancellationToken cancellation = default) =>
        await sight.MaySeeAsync(viewer, collection, id, cancellation) ? HistoryOf(collection, id) : throw new NotFoundException("There is no such thing, or it is not for you to see.");

    /// <summary>
    /// All of it that the filter finds, newest first, read in parts, so that any number of entries takes no more memory than a few; what is added
    /// meanwhile is left out.
    /// </summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    public async IAsyncEnumerable<AuditEntry> AllAsync(Viewer viewer, AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var query = Search(viewer, filter).Window(0, AtOnce);
        for (AuditEntry? last = null; ;)
        {
            var part = await entries.FindAsync(last is null ? query : query.Where(Before(last)), cancellation);
            foreach (var entry in part)
            {
                yield return entry;
            }

            if (part.Count < AtOnce)
            {
                yield break;
            }

            last = part[^1];
        }
    }

    /// <summary>Adds what somebody did that changes no document.</summary>
    public Task RecordAsync(Actor actor, AuditAction action, AuditThing thing, CancellationToken cancellation = default) =>
        RecordAsync(actor, action, thing, [], cancellation);

    /// <summary>Adds what somebody did that changes no document, with what there is to say of it.</summary>
    public Task RecordAsync(Actor actor, AuditAction action, AuditThing thing, IReadOnlyList<AuditChange> changes, CancellationToken cancellation = default) =>
        entries.InsertAsync(scribe.Entry(actor, action, thing, changes), cancellation);

    private static Query<AuditEntry> HistoryOf(string collection, string id)
    {
        var things = collection switch
        {
            // A whole upload becomes an import of the same id.
            "imports" => Where<AuditEntry>.IsIn(entry => entry.Thing.Collection, [collection, "uploads"]),
            _ => Where<AuditEntry>.Is(entry => entry.Thing.Collection, collection),
        };
        return Newest(new Filter.And([Where<AuditEntry>.Is(entry => entry.Thing.Id, id), things]));
    }

    // The first condition says nothing new, but an index serves it.
    private static Filter Before(AuditEntry last) =>
        Where<AuditEntry>.AtMost(entry => entry.At, last.At)
        & (Where<AuditEntry>.Below(entry => entry.At, last.At) | Where<AuditEntry>.Below(entry => entry.Id, last.Id));

    private static Query<AuditEntry> Newest(Filter filter) => Query<AuditEntry>.All.Where(filter).OrderBy(entry => entry.At, descending: true);
}
