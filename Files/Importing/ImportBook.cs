using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Watching;
using Virtool.Files.Watching;

namespace Virtool.Files.Importing;

/// <summary>
/// Keeps the documents of files on their way: one for each content of each name that was stored or refused, and at most one for a content of
/// which nothing is decided yet.
/// </summary>
internal sealed class ImportBook(IDocumentStore store, Collection<Import> imports, TimeProvider time)
{
    private const int AtOnce = 200;

    /// <summary>Those of a folder of which nothing is decided.</summary>
    public Task<IReadOnlyList<Import>> OpenAsync(string folderId, CancellationToken cancellation) => imports.FindAsync(
        Where<Import>.Is(import => import.FolderId, folderId)
            & Where<Import>.IsIn(import => import.State, [ImportState.Discovered, ImportState.Settling, ImportState.Verifying]),
        cancellation);

    /// <summary>The imports of what lies in a folder now, in the order given: known ones, those that follow a change of content, and new ones.</summary>
    public async Task<IReadOnlyList<Import>> SightAsync(string folderId, IReadOnlyList<FoundFile> found, CancellationToken cancellation)
    {
        var sighted = new List<Import>(found.Count);
        foreach (var some in found.Chunk(AtOnce))
        {
            sighted.AddRange(await SightSomeAsync(folderId, some, cancellation));
        }

        return sighted;
    }

    /// <summary>The import; null where it is gone.</summary>
    public Task<Import?> GetAsync(string id, CancellationToken cancellation) => imports.GetAsync(id, cancellation);

    /// <summary>Changes an import; null where it is gone.</summary>
    public Task<Import?> UpdateAsync(string id, Func<Import, Import> change, CancellationToken cancellation) => imports.UpdateAsync(id, change, cancellation);

    /// <summary>Replaces imports in one batch, if all are still as they were read; null where one is not, and nothing was written.</summary>
    public async Task<IReadOnlyList<Import>?> TryReplaceAsync(IReadOnlyList<Import> changed, CancellationToken cancellation)
    {
        try
        {
            await store.BatchAsync([.. changed.Select(imports.ToReplace)], cancellation);
            return [.. changed.Select(import => import with { Revision = import.Revision + 1 })];
        }
        catch (ConflictException)
        {
            return null;
        }
    }

    /// <summary>Those of a folder whose originals were to go, and of which nobody has written that they went.</summary>
    public Task<IReadOnlyList<Import>> ToGoAsync(string folderId, CancellationToken cancellation) => imports.FindAsync(
        Where<Import>.Is(import => import.FolderId, folderId)
            & Where<Import>.IsIn(import => import.Fate, [OriginalFate.Move, OriginalFate.Delete])
            & Where<Import>.Is(import => import.Original, OriginalFate.Leave),
        cancellation);

    /// <summary>Those of a folder, by their names, whose originals were moved or removed.</summary>
    public Task<IReadOnlyList<Import>> GoneAsync(string folderId, IEnumerable<string> names, CancellationToken cancellation) => imports.FindAsync(
        Where<Import>.Is(import => import.FolderId, folderId)
            & Where<Import>.IsIn(import => import.Name, names)
            & Where<Import>.IsIn(import => import.Original, [OriginalFate.Move, OriginalFate.Delete]),
        cancellation);

    /// <summary>Forgets a file that went before anything was decided of it.</summary>
    public Task ForgetAsync(string id, CancellationToken cancellation) => imports.DeleteAsync(id, cancellation);

    private async Task<IReadOnlyList<Import>> SightSomeAsync(string folderId, FoundFile[] found, CancellationToken cancellation)
    {
        while (true)
        {
            var known = (await imports.FindAsync(
                Where<Import>.Is(import => import.FolderId, folderId) & Where<Import>.IsIn(import => import.Name, found.Select(file => file.Name)),
                cancellation)).ToLookup(import => import.Name);
            var writes = new List<Write>();
            var sighted = found.Select(file => Sight(folderId, file, known[file.Name], writes)).ToList();
            try
            {
                if (writes.Count > 0)
                {
                    await store.BatchAsync(writes, cancellation);
                }

                return sighted;
            }
            catch (Exception exception) when (exception is ConflictException or DuplicateException)
            {
                // Somebody else has written one of them: they are read again.
            }
        }
    }

    private Import Sight(string folderId, FoundFile file, IEnumerable<Import> known, List<Write> writes)
    {
        var exact = known.FirstOrDefault(import => import.Identity == file.Identity.Text);
        var open = known.FirstOrDefault(import => import != exact && import.State is ImportState.Discovered or ImportState.Settling or ImportState.Verifying);
        if (exact is not null)
        {
            if (open is not null && open.Id != exact.Id)
            {
                writes.Add(imports.ToDelete(open.Id, open.Revision));
            }

            return exact;
        }

        var import = open is null ? New(folderId, file) : Changed(open, file.Identity);
        writes.Add(open is null ? imports.ToInsert(import) : imports.ToReplace(import));
        return import with { Revision = import.Revision + 1 };
    }

    private Import New(string folderId, FoundFile file) => new()
    {
        Id = Ids.New(),
        FolderId = folderId,
        Name = file.Name,
        Type = file.Type,
        Identity = file.Identity.Text,
        Size = file.Identity.Size,
        DiscoveredAt = time.GetUtcNow(),
        ChangedAt = time.GetUtcNow(),
        Search = Fold.Text(file.Name),
        Readers = RightsRules.Everyone,
    };

    private Import Changed(Import import, FileIdentity identity) => import with
    {
        Identity = identity.Text,
        Size = identity.Size,
        ChangedAt = time.GetUtcNow(),
        State = ImportState.Settling,
        Problem = Problems.Growing,
        Reason = Reasons.Growing(ReadsName.Last(import.Name)),
        Progress = 0,
        FileId = null,
    };
}
