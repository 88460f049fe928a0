using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Quality;
using Virtool.Files.Native;

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

            var same = await FindSameAsync(import.Id, verified, cancellation);
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
    private async Task<Import?> FindSameAsync(string id, ImportOutcome.Verified verified, CancellationToken cancellation)
    {
        if (verified.Measure.Quality.Count == 0)
        {
            return null;
        }

        var query = Where<Import>.Is(import => import.Sha256, verified.Sha256) & Where<Import>.Is(import => import.State, ImportState.Stored);
        foreach (var import in await imports.FindAsync(query, cancellation))
        {
            if (import.Id != id && (import.SampleId is not null || await files.GetAsync(import.FileId ?? "", cancellation) is not null))
            {
                return import;
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
                    qualities.ToInsert(Qualities.Of(order.FileId, verified.Measure)),
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
        Name = Watching.ReadsName.Last(import.Name),
        Type = FileType.Reads,
        UploadedAt = time.GetUtcNow(),
        Ready = true,
        Size = verified.StoredSize,
        Sha256 = verified.StoredSha256,
        ReadCount = verified.Measure.Quality.Count,
        ImportId = import.Id,
        Readers = import.Readers,
        Search = Fold.Text(import.Name),
    };

    private static Import Stored(Import import, ImportOrder order, ImportOutcome.Verified verified) => import with
    {
        State = ImportState.Stored,
        Problem = verified.Measure.Quality.Count == 0 ? Problems.NoReads : null,
        Reason = verified.Measure.Quality.Count == 0 ? Reasons.NoReads(Watching.ReadsName.Last(import.Name)) : null,
        Progress = 1,
        Sha256 = verified.Sha256,
        ReadCount = verified.Measure.Quality.Count,
        ReadNames = verified.ReadNames,
        FileId = order.FileId,
    };

    private static Import Duplicate(Import import, Import same, ImportOutcome.Verified verified) => import with
    {
        State = ImportState.Duplicate,
        Problem = Problems.Duplicate,
        Reason = Reasons.SameAs(Watching.ReadsName.Last(import.Name), same.Name),
        Progress = 1,
        Sha256 = verified.Sha256,
        ReadCount = verified.Measure.Quality.Count,
        ReadNames = verified.ReadNames,
        FileId = null,
        SameAs = same.Id,
        Readers = same.Readers,
        Settled = true,
    };
}
