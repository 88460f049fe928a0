using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Virtool.Files.Native;
using Virtool.Files.Rules;
using Virtool.Files.Watching;

namespace Virtool.Files.Importing;

/// <summary>Brings what was verified into the files directory and the collections: exactly once for the same bytes, one commit at a time.</summary>
internal sealed class ImportLedger(
    IDocumentStore store,
    Collection<Import> imports,
    Collection<StoredFile> files,
    Collection<ReadQuality> qualities,
    DataFolder data,
    TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _commits = new(1);

    /// <summary>
    /// Stores the file whose copy has arrived, with its quality, or finds that the same bytes were imported before. The copy is gone from
    /// among the arriving files afterwards.
    /// </summary>
    /// <returns>The import as it is now; null where it was removed in the meantime.</returns>
    public async Task<Import?> CommitAsync(ImportOrder order, ImportOutcome.Verified verified, CancellationToken cancellation)
    {
        var copy = Path.Combine(data.Arriving, order.ImportId);
        await _commits.WaitAsync(cancellation);
        try
        {
            var import = await imports.GetAsync(order.ImportId, cancellation);
            if (import is null)
            {
                return null;
            }

            var same = import.Anyway ? null : await FindSameAsync(import, verified, cancellation);
            return same is null
                ? await StoreAsync(import, order, verified, copy)
                : await MarkAsync(import.Id, same, verified, cancellation);
        }
        finally
        {
            File.Delete(copy);
            _commits.Release();
        }
    }

    public void Dispose() => _commits.Dispose();

    // Files without reads are alike to the byte however many negative controls there are: they are no duplicates.
    private async Task<Import?> FindSameAsync(Import import, ImportOutcome.Verified verified, CancellationToken cancellation)
    {
        if (verified.ReadCount == 0)
        {
            return null;
        }

        var query = Where<Import>.Is(import => import.Sha256, verified.Sha256) & Where<Import>.Is(import => import.State, ImportState.Stored);
        foreach (var other in await imports.FindAsync(query, cancellation))
        {
            if (other.Id != import.Id && other.Type == import.Type && (other.SampleId is not null || await files.GetAsync(other.FileId ?? "", cancellation) is not null))
            {
                return other;
            }
        }

        return null;
    }

    private async Task<Import> StoreAsync(Import import, ImportOrder order, ImportOutcome.Verified verified, string copy)
    {
        var path = data.FilePath(order.FileId);
        Directory.CreateDirectory(data.Files);
        File.Move(copy, path);
        var stored = Stored(import, order, verified);

        // From the renaming to the commit nobody can cancel: else a file would be there without its document.
        try
        {
            Libc.SyncFolder(data.Files);
            await store.BatchAsync(
                [
                    files.ToInsert(FileOf(import, order, verified)),
                    .. verified.Measure is null ? (IEnumerable<Write>)[] : [qualities.ToInsert(Qualities.Of(order.FileId, verified.Measure, MateName.Parse(import.Name).Lane is not null))],
                    imports.ToReplace(stored),
                ],
                CancellationToken.None);
        }
        catch (Exception exception) when (exception is StoreException or IOException)
        {
            File.Delete(path);
            throw;
        }

        return stored with { Revision = stored.Revision + 1 };
    }

    // It says the name of the other, so it takes its readers: under the other's revision, as that becomes part of a sample at any moment.
    private async Task<Import?> MarkAsync(string id, Import same, ImportOutcome.Verified verified, CancellationToken cancellation)
    {
        var marked = default(Import);
        await store.CommitAsync(
            async token =>
            {
                var other = await imports.GetAsync(same.Id, token);
                marked = await imports.GetAsync(id, token) is { } import ? Duplicate(import, other ?? same, verified) : null;
                return [.. marked is null ? [] : new[] { imports.ToReplace(marked) }, .. marked is null || other is null ? [] : new[] { imports.ToHold(other) }];
            },
            cancellation);
        return marked is null ? null : marked with { Revision = marked.Revision + 1 };
    }

    private StoredFile FileOf(Import import, ImportOrder order, ImportOutcome.Verified verified) => new()
    {
        Id = order.FileId,
        Name = ReadsName.Last(import.Name),
        Type = import.Type,
        User = import.User,
        UploadedAt = time.GetUtcNow(),
        Ready = true,
        Size = verified.StoredSize,
        Sha256 = verified.StoredSha256,
        ReadCount = verified.ReadCount,
        Warning = Doubt(import, verified).Reason,
        ImportId = import.Id,
        Readers = import.Readers,
        Search = Fold.Text($"{import.Name} {import.User?.Name}".TrimEnd()),
    };

    private static Import Stored(Import import, ImportOrder order, ImportOutcome.Verified verified) => import with
    {
        State = ImportState.Stored,
        Problem = Doubt(import, verified).Problem,
        Reason = Doubt(import, verified).Reason,
        Progress = 1,
        Sha256 = verified.Sha256,
        ReadCount = verified.ReadCount,
        ReadNames = verified.ReadNames,
        FileId = order.FileId,
    };

    private static (string? Problem, string? Reason) Doubt(Import import, ImportOutcome.Verified verified)
    {
        var name = ReadsName.Last(import.Name);
        return verified switch
        {
            { Cut: true, ReadCount: { } count } => (Problems.Cut, Reasons.Cut(name, count)),
            { ReadCount: 0 } => (Problems.NoReads, Reasons.NoReads(name)),
            _ => (null, null),
        };
    }

    // Of an upload its user must see what became of it, but the name of the other only if it is the user's, or everyone's.
    private static Import Duplicate(Import import, Import same, ImportOutcome.Verified verified) => import with
    {
        State = ImportState.Duplicate,
        Problem = Problems.Duplicate,
        Reason = Reasons.SameAs(ReadsName.Last(import.Name), Hides(import, same) ? null : same.Name),
        Progress = 1,
        Sha256 = verified.Sha256,
        ReadCount = verified.ReadCount,
        ReadNames = verified.ReadNames,
        FileId = null,
        SameAs = same.Id,
        Readers = import.User is null ? same.Readers : import.Readers,
        Settled = true,
    };

    private static bool Hides(Import import, Import same) =>
        import.User is { } user && !same.Readers.Contains(Principals.Everyone) && !same.Readers.Contains(Principals.User(user.Id));
}
