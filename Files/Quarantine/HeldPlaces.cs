using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;
using Virtool.Files.Watching;

namespace Virtool.Files.Quarantine;

/// <summary>Where the files of imports came from, and go back to.</summary>
internal sealed class HeldPlaces(Collection<WatchedFolder> folders, Collection<Import> imports, QuarantineFolder quarantine, DataFolder data, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Waits until the file of a refused import has been moved to the quarantine, at most ten seconds: that it is refused is written before it is moved,
    /// so for a moment it lies where it came from still.
    /// </summary>
    /// <returns>False where it is not moved yet.</returns>
    public async Task<bool> IsAsideAsync(Import import, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + Patience;
        while (await IsToBeMovedAsync(import, cancellation))
        {
            if (time.GetUtcNow() >= until)
            {
                return false;
            }

            await Task.Delay(Look, time, cancellation);
        }

        return true;
    }

    /// <summary>The place that a file came from.</summary>
    /// <exception cref="RefusedException">Its folder is not watched any more.</exception>
    public async Task<string> OriginAsync(Import import, CancellationToken cancellation)
    {
        if (import.FolderId == Import.Uploads)
        {
            return Path.Combine(data.Uploaded, import.Id);
        }

        var folder = await folders.GetAsync(import.FolderId, cancellation)
            ?? throw new RefusedException($"The folder that {import.Name} came from is not watched any more. Watch it again, or fetch the file from {quarantine.Of(import.Id)}.");
        if (!folder.Enabled)
        {
            throw new RefusedException($"The folder {folder.Path}, which {import.Name} came from, is not watched now. Switch it on first.");
        }

        return Below(folder, import) ?? throw new RefusedException($"{import.Name} cannot be put back by its name. Fetch it from {quarantine.Of(import.Id)}.");
    }

    /// <summary>Finishes what a server that was stopped had begun: files of imports that are to be looked at again go back. Before folders are watched.</summary>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        foreach (var id in quarantine.All())
        {
            if (await imports.GetAsync(id, cancellation) is not { State: ImportState.Discovered or ImportState.Settling or ImportState.Verifying } import)
            {
                continue;
            }

            try
            {
                var origin = await OriginAsync(import, cancellation);
                await Task.Run(() => quarantine.Return(id, origin), CancellationToken.None);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RefusedException)
            {
                var reason = $"{ReadsName.Last(import.Name)} was to be looked at again, but could not be put back: {exception.Message.TrimEnd('.')}.";
                await imports.UpdateAsync(
                    id, now => now with { State = ImportState.Quarantined, Problem = Problems.Failed, Reason = reason, Settled = true, FileId = null }, cancellation);
            }
        }
    }

    // The name that documents have is made safe to show; the file's own is that by which it lies in the quarantine.
    private string? Below(WatchedFolder folder, Import import)
    {
        var below = import.Name[..(import.Name.LastIndexOf('/') + 1)];
        var name = quarantine.FileOf(import.Id) is { } file ? Path.GetFileName(file) : ReadsName.Last(import.Name);
        return Path.GetFullPath(Path.Combine(folder.Path, below, name)) is var path && path.StartsWith(folder.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : null;
    }

    // A move to another volume is a copy first: as long as the file lies in both places, it goes on.
    private async Task<bool> IsToBeMovedAsync(Import import, CancellationToken cancellation)
    {
        if (import.FolderId == Import.Uploads)
        {
            return File.Exists(Path.Combine(data.Uploaded, import.Id));
        }

        return import.QuarantinedAt is null
            && await folders.GetAsync(import.FolderId, cancellation) is { Enabled: true } folder
            && Below(folder, import) is { } path
            && FileIdentity.Of(path)?.Text == import.Identity;
    }
}
