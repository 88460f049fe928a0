using System.Runtime.ExceptionServices;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Virtool.Domain.Watching;
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
    FilesDirectory directory,
    TimeProvider time) : IDisposable
{
    // A batch of the store is at most 8 MB; a position of the quality takes some 100 bytes in it.
    private const int MostPositions = 20_000;

    private readonly SemaphoreSlim _commits = new(1);

    /// <summary>
    /// Stores files whose copies have arrived, with their quality, or finds that the same bytes were imported before. The copies are gone from
    /// among the arriving files afterwards.
    /// </summary>
    /// <param name="arrived">The files; those that are small are committed together.</param>
    /// <param name="fate">What is to become of their originals.</param>
    /// <param name="cancellation">Ends it before a commit.</param>
    /// <returns>What became of each, in the order given.</returns>
    public async Task<IReadOnlyList<Committed>> CommitAsync(IReadOnlyList<Arrived> arrived, OriginalFate fate, CancellationToken cancellation)
    {
        await _commits.WaitAsync(cancellation);
        try
        {
            var done = new Committed[arrived.Count];
            var together = new List<Storing>();
            foreach (var (at, one) in arrived.Index())
            {
                if (together.Exists(storing => IsSame(storing.Arrived, one)) || together.Sum(storing => Positions(storing.Arrived)) + Positions(one) > MostPositions || together.Exists(storing => IsLane(storing.Import)))
                {
                    await StoreAsync(together, done);
                    together.Clear();
                }

                try
                {
                    var import = await imports.GetAsync(one.Order.ImportId, cancellation);
                    if (import is not null && await FindSameAsync(import, one.Verified, cancellation) is { } same)
                    {
                        import = await MarkAsync(import.Id, same, one.Verified, fate, cancellation);
                    }
                    else if (import is not null)
                    {
                        together.Add(new Storing(one, at, Stored(import, one, fate)));
                    }

                    done[at] = new Committed(import, null);
                }
                catch (StoreException exception)
                {
                    done[at] = new Committed(null, exception);
                }
            }

            await StoreAsync(together, done);
            return done;
        }
        finally
        {
            foreach (var one in arrived)
            {
                File.Delete(CopyOf(one));
            }

            _commits.Release();
        }
    }

    /// <summary>Stores one file, whose original stays with its owner: see <see cref="CommitAsync(IReadOnlyList{Arrived}, OriginalFate, CancellationToken)"/>.</summary>
    /// <returns>The import as it is now; null where it was removed in the meantime.</returns>
    /// <exception cref="StoreException">The store refused.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public async Task<Import?> CommitAsync(ImportOrder order, ImportOutcome.Verified verified, CancellationToken cancellation)
    {
        var (import, failure) = (await CommitAsync([new Arrived(order, verified)], OriginalFate.Leave, cancellation))[0];
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return import;
    }

    /// <summary>Whether the bytes of a stored import are here still: as a stored file, or with its sample.</summary>
    public async Task<bool> KeepsAsync(string importId, CancellationToken cancellation) =>
        await imports.GetAsync(importId, cancellation) is { } import && await KeepsAsync(import, cancellation);

    public void Dispose() => _commits.Dispose();

    private static bool IsSame(Arrived one, Arrived other) => one.Verified.Sha256 == other.Verified.Sha256;

    private static int Positions(Arrived one) => one.Verified.Measure?.Quality.Bases?.Count ?? 0;

    // The quality of a lane may be a megabyte: it is committed with nothing behind it.
    private static bool IsLane(Import import) => MateName.Parse(import.Name).Lane is not null;

    private string CopyOf(Arrived one) => Path.Combine(data.Arriving, one.Order.ImportId);

    // Files without reads are alike to the byte however many negative controls there are: they are no duplicates.
    private async Task<Import?> FindSameAsync(Import import, ImportOutcome.Verified verified, CancellationToken cancellation)
    {
        if (import.Anyway || verified.ReadCount == 0)
        {
            return null;
        }

        var query = Where<Import>.Is(other => other.Sha256, verified.Sha256) & Where<Import>.Is(other => other.State, ImportState.Stored);
        foreach (var other in await imports.FindAsync(query, cancellation))
        {
            if (other.Id != import.Id && other.Type == import.Type && await KeepsAsync(other, cancellation))
            {
                return other;
            }
        }

        return null;
    }

    private async Task<bool> KeepsAsync(Import import, CancellationToken cancellation) =>
        import is { State: ImportState.Stored, FileId: { } file } && (import.SampleId is not null || await files.GetAsync(file, cancellation) is not null);

    private async Task StoreAsync(IReadOnlyList<Storing> together, Committed[] done)
    {
        if (together.Count == 0)
        {
            return;
        }

        var moved = new List<(string Copy, string Path)>();
        try
        {
            await directory.DemandAsync(together.Count == 1 ? ReadsName.Last(together[0].Import.Name) : "Some files", CancellationToken.None);
            Directory.CreateDirectory(data.Files);
            foreach (var storing in together)
            {
                var (copy, path) = (CopyOf(storing.Arrived), data.FilePath(storing.Arrived.Order.FileId));
                File.Move(copy, path);
                moved.Add((copy, path));
            }

            // From the renaming to the commit nobody can cancel: else a file would be there without its document.
            Libc.SyncFolder(data.Files);
            await store.BatchAsync([.. together.SelectMany(Writes)], CancellationToken.None);
            foreach (var storing in together)
            {
                done[storing.At] = new Committed(storing.Import with { Revision = storing.Import.Revision + 1 }, null);
            }
        }
        catch (Exception exception) when (exception is StoreException or IOException or UnauthorizedAccessException)
        {
            moved.ForEach(one => File.Move(one.Path, one.Copy));
            await DivideAsync(together, done, exception);
        }
    }

    // One that cannot be stored does not keep the others out.
    private async Task DivideAsync(IReadOnlyList<Storing> together, Committed[] done, Exception exception)
    {
        if (together.Count == 1)
        {
            done[together[0].At] = new Committed(null, exception);
            return;
        }

        foreach (var storing in together)
        {
            await StoreAsync([storing], done);
        }
    }

    private IEnumerable<Write> Writes(Storing storing)
    {
        yield return files.ToInsert(FileOf(storing.Import, storing.Arrived));
        yield return imports.ToReplace(storing.Import);
        if (storing.Arrived.Verified.Measure is { } measure)
        {
            yield return qualities.ToInsert(Qualities.Of(storing.Arrived.Order.FileId, measure, IsLane(storing.Import)));
        }
    }

    // It says the name of the other, so it takes its readers: under the other's revision, as that becomes part of a sample at any moment.
    private async Task<Import?> MarkAsync(string id, Import same, ImportOutcome.Verified verified, OriginalFate fate, CancellationToken cancellation)
    {
        var marked = default(Import);
        await store.CommitAsync(
            async token =>
            {
                var other = await imports.GetAsync(same.Id, token);
                marked = await imports.GetAsync(id, token) is { } import ? Duplicate(import, other ?? same, verified, fate) : null;
                return [.. marked is null ? [] : new[] { imports.ToReplace(marked) }, .. marked is null || other is null ? [] : new[] { imports.ToHold(other) }];
            },
            cancellation);
        return marked is null ? null : marked with { Revision = marked.Revision + 1 };
    }

    private StoredFile FileOf(Import import, Arrived arrived) => new()
    {
        Id = arrived.Order.FileId,
        Name = ReadsName.Last(import.Name),
        Type = import.Type,
        User = import.User,
        UploadedAt = time.GetUtcNow(),
        Ready = true,
        Size = arrived.Verified.StoredSize,
        Sha256 = arrived.Verified.StoredSha256,
        ReadCount = arrived.Verified.ReadCount,
        Warning = import.Reason,
        ImportId = import.Id,
        Readers = import.Readers,
        Search = Fold.Text($"{import.Name} {import.User?.Name}".TrimEnd()),
    };

    private static Import Stored(Import import, Arrived arrived, OriginalFate fate)
    {
        var (problem, reason) = Doubt(ReadsName.Last(import.Name), arrived.Verified);
        return Read(import, arrived.Verified, fate) with { State = ImportState.Stored, Problem = problem, Reason = reason, FileId = arrived.Order.FileId, Settled = !import.Type.HoldsReads() };
    }

    private static (string? Problem, string? Reason) Doubt(string name, ImportOutcome.Verified verified) => verified switch
    {
        { Cut: true, ReadCount: { } count } => (Problems.Cut, Reasons.Cut(name, count)),
        { Wrong: { } wrong } => (Problems.Checksum, Reasons.WrongSumAnyway(name, wrong)),
        { ReadCount: 0 } => (Problems.NoReads, Reasons.NoReads(name)),
        _ => (null, null),
    };

    // Of an upload its user must see what became of it, but the name of the other only if it is the user's, or everyone's.
    private static Import Duplicate(Import import, Import same, ImportOutcome.Verified verified, OriginalFate fate) => Read(import, verified, fate) with
    {
        State = ImportState.Duplicate,
        Problem = Problems.Duplicate,
        Reason = Reasons.SameAs(ReadsName.Last(import.Name), Hides(import, same) ? null : same.Name),
        FileId = null,
        SameAs = same.Id,
        Readers = import.User is null ? same.Readers : import.Readers,
        Settled = true,
    };

    private static bool Hides(Import import, Import same) =>
        import.User is { } user && !same.Readers.Contains(Principals.Everyone) && !same.Readers.Contains(Principals.User(user.Id));

    private static Import Read(Import import, ImportOutcome.Verified verified, OriginalFate fate) => import with
    {
        Progress = 1,
        Sha256 = verified.Sha256,
        ReadCount = verified.ReadCount,
        ReadNames = verified.ReadNames,
        BrokenLine = null,
        BrokenByte = null,
        Fate = fate,
    };

    /// <summary>A file that is about to be stored.</summary>
    /// <param name="Arrived">The file.</param>
    /// <param name="At">Where its import stands in the answer.</param>
    /// <param name="Import">Its import as it will be.</param>
    private sealed record Storing(Arrived Arrived, int At, Import Import);
}
