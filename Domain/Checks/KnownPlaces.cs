using System.Runtime.CompilerServices;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.References;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Tasks;
using Virtool.Domain.Trash;
using Virtool.Domain.Uploads;

namespace Virtool.Domain.Checks;

/// <summary>The folders of the data folder whose entries bear the id of a document.</summary>
/// <param name="data">The data folder.</param>
/// <param name="files">The stored files.</param>
/// <param name="imports">The imports.</param>
/// <param name="uploads">The uploads.</param>
/// <param name="samples">The samples.</param>
/// <param name="analyses">The analyses.</param>
/// <param name="references">The references.</param>
/// <param name="indexes">Their indexes.</param>
/// <param name="subtractions">The subtractions.</param>
/// <param name="tasks">The tasks of the server.</param>
/// <param name="trash">What is in the trash.</param>
public sealed class KnownPlaces(
    DataFolder data,
    Collection<StoredFile> files,
    Collection<Import> imports,
    Collection<Upload> uploads,
    Collection<Sample> samples,
    Collection<Analysis> analyses,
    Collection<Reference> references,
    Collection<ReferenceIndex> indexes,
    Collection<Subtraction> subtractions,
    Collection<ServerTask> tasks,
    Collection<TrashItem> trash)
{
    /// <summary>What lies there and bears the id of no document: its path below the data folder, and whether there is one by then. Names with a leading dot are left out.</summary>
    public async IAsyncEnumerable<(string Path, Func<CancellationToken, Task<bool>> IsKnown)> UnknownAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (folders, isKnown) in Places())
        {
            foreach (var path in folders.Where(Directory.Exists).SelectMany(Directory.EnumerateFileSystemEntries).Where(path => Path.GetFileName(path)[0] != '.'))
            {
                var id = Path.GetFileName(path);
                if (!await isKnown(id, cancellation))
                {
                    yield return (Path.GetRelativePath(data.Root, path).Replace(Path.DirectorySeparatorChar, '/'), token => isKnown(id, token));
                }
            }
        }
    }

    private IReadOnlyList<(IEnumerable<string> Folders, Func<string, CancellationToken, Task<bool>> IsKnown)> Places() =>
    [
        ([data.Files], async (id, token) => await IsIn(files, id, token)
            || await imports.CountAsync(Where<Import>.Is(import => import.State, ImportState.Verifying) & Where<Import>.Is(import => import.FileId, id), token) > 0),
        ([In("samples")], (id, token) => IsIn(samples, id, token)),
        (Below(In("samples")).Select(sample => Path.Combine(sample, "analysis")), (id, token) => IsIn(analyses, id, token)),
        ([In("references")], (id, token) => IsIn(references, id, token)),
        (Below(In("references")), (id, token) => IsIn(indexes, id, token)),
        ([In("subtractions")], (id, token) => IsIn(subtractions, id, token)),
        ([data.Quarantine], (id, token) => IsIn(imports, id, token)),
        ([data.Uploads], (id, token) => IsIn(uploads, id, token)),
        ([data.Uploaded], async (id, token) => await IsIn(imports, id, token) || await IsIn(uploads, id, token)),
        ([data.Tasks], (id, token) => IsIn(tasks, id, token)),
        ([data.Trash], (id, token) => IsIn(trash, id, token)),
    ];

    private string In(string folder) => Path.Combine(data.Root, folder);

    private static IEnumerable<string> Below(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [];

    private static async Task<bool> IsIn<T>(Collection<T> documents, string id, CancellationToken cancellation)
        where T : Document => await documents.GetAsync(id, cancellation) is not null;
}
