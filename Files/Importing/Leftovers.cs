using Microsoft.Extensions.Logging;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;

namespace Virtool.Files.Importing;

/// <summary>Clears up after a server that was stopped in the middle of imports; runs once, before folders are watched.</summary>
internal sealed class Leftovers(Collection<Import> imports, Collection<StoredFile> files, DataFolder data, ILogger<Leftovers> logger)
{
    /// <summary>Removes half copies, and files that were renamed into place without their document; their imports begin again.</summary>
    public async Task ClearAsync(CancellationToken cancellation)
    {
        if (Directory.Exists(data.Arriving))
        {
            foreach (var path in Directory.EnumerateFiles(data.Arriving))
            {
                File.Delete(path);
            }
        }

        foreach (var import in await imports.FindAsync(Where<Import>.Is(import => import.State, ImportState.Verifying), cancellation))
        {
            await BeginAgainAsync(import, cancellation);
        }
    }

    private async Task BeginAgainAsync(Import import, CancellationToken cancellation)
    {
        // Only a name that an import wrote down before it used it, and that no document stands for, is removed.
        if (import.FileId is { Length: > 0 } file && await files.GetAsync(file, cancellation) is null && File.Exists(data.FilePath(file)))
        {
            logger.LogInformation("{File} was not finished when the server stopped; it is read again.", import.Name);
            File.Delete(data.FilePath(file));
        }

        await imports.UpdateAsync(import.Id, now => now with { State = ImportState.Discovered, FileId = null, Progress = 0 }, cancellation);
    }
}
