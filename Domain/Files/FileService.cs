using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Files;

/// <summary>What people and programs see of stored files and of imports.</summary>
/// <param name="files">The stored files.</param>
public sealed class FileService(Collection<StoredFile> files)
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
}
