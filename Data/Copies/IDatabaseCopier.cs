using Virtool.Data.Changes;
using Virtool.Data.Documents;
using Virtool.Data.Store;

namespace Virtool.Data.Copies;

/// <summary>Copies of a whole database in files: made while others write to it, read, and made a database again.</summary>
public interface IDatabaseCopier
{
    /// <summary>The engine's name: a copy is restored by the engine that made it.</summary>
    string Engine { get; }

    /// <summary>
    /// Copies all documents as they are at one moment, which is after the call: each write that had returned before is in it, and of no
    /// batch only a part.
    /// </summary>
    /// <param name="folder">An empty folder, which gets the copy's files.</param>
    /// <param name="report">Is told now and then how far it is, in a sentence.</param>
    /// <param name="cancellation">Stops; the folder's content is of no use then.</param>
    /// <returns>The moment, as the change feed has it.</returns>
    /// <exception cref="StoreException">It cannot be read, or is damaged, or does not come to rest.</exception>
    Task<Position> CopyAsync(string folder, Action<string> report, CancellationToken cancellation = default);

    /// <summary>The documents of a collection in a copy; none where it has no such collection.</summary>
    IEnumerable<T> Read<T>(string folder, string collection)
        where T : Document;

    /// <summary>Whether the database holds no document.</summary>
    Task<bool> IsEmptyAsync(CancellationToken cancellation = default);

    /// <summary>
    /// Makes a copy the database's content, under a new epoch of changes, so that clients with an older position read everything again. The
    /// database is empty, nobody else uses it, and the copy's files are known to be whole.
    /// </summary>
    /// <param name="folder">The copy.</param>
    /// <param name="unfinished">A document that stands in the database in place of the copy's own until all others are there.</param>
    /// <param name="report">Is told now and then how far it is, in a sentence.</param>
    /// <param name="cancellation">Stops; the database is of no use then.</param>
    Task RestoreAsync(string folder, Write.Insert unfinished, Action<string> report, CancellationToken cancellation = default);
}
