using Microsoft.Extensions.Logging;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Files.Uploads;
using Virtool.Files.Watching;

namespace Virtool.Files.Syncing;

/// <summary>Takes files in that somebody put into the files directory by hand: they are moved to the whole uploads, and verified and stored as these are.</summary>
internal sealed class FoundFiles(Collection<Import> imports, ImportBell bell, DataFolder data, TimeProvider time, ILogger<FoundFiles> log)
{
    /// <summary>The folder of an import that is on its way from the files directory to the uploads: nobody else looks at it.</summary>
    private const string OnItsWay = "files";

    private static readonly string[] Genomes = [".fa", ".fasta", ".fna", ".fa.gz", ".fasta.gz", ".fna.gz"];

    /// <summary>What a file is for, by its ending; null where that says nothing.</summary>
    public static FileType? TypeOf(string name) =>
        ReadsName.IsTaken(name) ? FileType.Reads
        : Genomes.Any(ending => name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ? FileType.Subtraction
        : null;

    /// <summary>
    /// Takes one in. What is meant to happen is written down first, in an import that nobody serves yet; then the file is moved under its id; then
    /// the import is handed over. An end of the server in between is made good by <see cref="RecoverAsync"/>.
    /// </summary>
    /// <exception cref="IOException">The disk refused; the file is where it was.</exception>
    public async Task TakeAsync(string name, FileIdentity identity, FileType type, CancellationToken cancellation)
    {
        var (id, now, safe) = (Ids.New(), time.GetUtcNow(), ReadsName.Safe(name));
        await imports.InsertAsync(
            new Import
            {
                Id = id,
                FolderId = OnItsWay,
                Type = type,
                Name = safe,
                Identity = id,
                Size = identity.Size,
                DiscoveredAt = now,
                ChangedAt = now,
                Search = Fold.Text(safe),
                Readers = RightsRules.Everyone,
            },
            cancellation);
        try
        {
            Directory.CreateDirectory(data.Uploaded);
            File.Move(Path.Combine(data.Files, name), Place(id));
            DurableFolder.Sync(data.Uploaded);
            DurableFolder.Sync(data.Files);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await imports.DeleteAsync(id, CancellationToken.None);
            throw;
        }

        await HandOverAsync(id);
        log.LogInformation("{Name} was put into the files directory by hand; it is verified and stored as an upload is", safe);
    }

    /// <summary>Goes on with what an end of the server left half done.</summary>
    public async Task RecoverAsync(CancellationToken cancellation)
    {
        foreach (var import in await imports.FindAsync(Where<Import>.Is(import => import.FolderId, OnItsWay), cancellation))
        {
            if (File.Exists(Place(import.Id)))
            {
                await HandOverAsync(import.Id);
            }
            else
            {
                await imports.DeleteAsync(import.Id, cancellation);
            }
        }
    }

    private string Place(string id) => Path.Combine(data.Uploaded, id);

    private async Task HandOverAsync(string id)
    {
        await imports.UpdateAsync(id, import => import with { FolderId = Import.Uploads }, CancellationToken.None);
        bell.Ring(Import.Uploads);
    }
}
