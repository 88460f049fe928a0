using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Links;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Virtool.Domain.Trash;
using Virtool.Domain.Uploads;

namespace Virtool.Domain.Files;

/// <summary>What people and programs see of stored files and of imports.</summary>
/// <param name="files">The stored files.</param>
/// <param name="qualities">The qualities of their reads.</param>
/// <param name="trash">Where removed ones go.</param>
/// <param name="data">Where they lie.</param>
public sealed class FileService(Collection<StoredFile> files, Collection<ReadQuality> qualities, TrashService trash, DataFolder data)
{
    /// <summary>The stored file.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<StoredFile> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await files.GetAsync(viewer, id, cancellation) ?? throw new NotFoundException("There is no such file.");

    /// <summary>All that lie in the files directory, newest first.</summary>
    public Query<StoredFile> Stored(Viewer viewer) => Query<StoredFile>.All.Readable(viewer).OrderBy(file => file.UploadedAt, descending: true);

    /// <summary>Files that are ready and that nothing has taken, newest first; of one type, or of all.</summary>
    public Query<StoredFile> Free(Viewer viewer, FileType? type = null)
    {
        var query = Stored(viewer).Where(Where<StoredFile>.Is(file => file.Ready, true) & Where<StoredFile>.Is(file => file.Reserved, false));
        return type is null ? query : query.Where(Where<StoredFile>.Is(file => file.Type, type.Value));
    }

    /// <summary>Files on their way in and those that were held, newest first.</summary>
    public Query<Import> Imports(Viewer viewer) => Query<Import>.All.Readable(viewer).OrderBy(import => import.DiscoveredAt, descending: true);

    /// <summary>Uploads whose bytes have not all come, newest first.</summary>
    public Query<Upload> Arriving(Viewer viewer) => Query<Upload>.All.Readable(viewer).Where(Where<Upload>.IsNot(upload => upload.State, UploadState.Complete)).OrderBy(upload => upload.CreatedAt, descending: true);

    /// <summary>Removes a stored file with its document: both go to the trash.</summary>
    /// <exception cref="NotFoundException">There is none that the viewer may see.</exception>
    /// <exception cref="NotPermittedException">The viewer may not remove files.</exception>
    /// <exception cref="RefusedException">A sample or a subtraction is being made of it.</exception>
    public async Task<TrashItem> RemoveAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.RemoveFile);
        while (true)
        {
            var file = await GetAsync(viewer, id, cancellation);
            if (file.Reserved)
            {
                throw new RefusedException($"{file.Name} cannot be removed: a sample or a subtraction is being made of it. Cancel its job first, or wait until it is done.");
            }

            try
            {
                return await TakeAsync(file, $"It was removed by {viewer.Handle}.", new Link(viewer.UserId, viewer.Handle), cancellation);
            }
            catch (ConflictException)
            {
                // Somebody changed it in between: it is looked at again.
            }
        }
    }

    /// <summary>Moves a stored file, its document and the quality of its reads to the trash.</summary>
    /// <param name="file">As it was read, and not reserved.</param>
    /// <param name="why">Why: a sentence.</param>
    /// <param name="by">Who; null: the server.</param>
    /// <param name="cancellation">Ends it before anything is done.</param>
    /// <exception cref="ConflictException">It is not as it was read any more: nothing was done.</exception>
    public async Task<TrashItem> TakeAsync(StoredFile file, string why, Link? by, CancellationToken cancellation = default)
    {
        var quality = await qualities.GetAsync(file.Id, cancellation);
        return await trash.TakeAsync(
            new TrashOrder(data.FilePath(file.Id), file.Name, KindOf(file.Type), why)
            {
                By = by,
                Owner = file.User,
                Documents = [TrashDocument.Of(files, file), .. quality is null ? (TrashDocument[])[] : [TrashDocument.Of(qualities, quality)]],
            },
            cancellation);
    }

    /// <summary>What a file of a type is called in the trash.</summary>
    public static string KindOf(FileType type) => type switch
    {
        FileType.Subtraction => "genome",
        FileType.Reads or FileType.SampleReplacement => "reads",
        FileType.Reference => "reference",
        FileType.Hmm => "profiles",
        _ => Json.Word(type),
    };
}
