using FluentValidation;
using Virtool.Data.Collections;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Watching;

/// <summary>The watched folders and their rules.</summary>
/// <param name="folders">The folders.</param>
/// <param name="data">Where the first folder lies.</param>
public sealed class WatchingService(Collection<WatchedFolder> folders, DataFolder data)
{
    /// <summary>All of them; a new server has one, in its data folder.</summary>
    public async Task<IReadOnlyList<WatchedFolder>> AllAsync(CancellationToken cancellation = default)
    {
        await EnsureFirstAsync(cancellation);
        return await folders.FindAsync(Data.Queries.Filter.All, cancellation);
    }

    /// <summary>Makes the folder that a new server starts with, where there is none.</summary>
    public async Task EnsureFirstAsync(CancellationToken cancellation = default)
    {
        if (await folders.GetAsync(WatchedFolder.FirstId, cancellation) is not null)
        {
            return;
        }

        try
        {
            await folders.InsertAsync(new WatchedFolder { Id = WatchedFolder.FirstId, Path = data.Watch }, cancellation);
        }
        catch (DuplicateException)
        {
            // Somebody else was first.
        }
    }

    /// <summary>Sets a folder's path, whether it is watched, and its rule; samples are made in the viewer's name from then on.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">There is no such folder.</exception>
    /// <exception cref="ValidationException">The path or the settle time is wrong.</exception>
    public async Task<WatchedFolder> UpdateAsync(Viewer viewer, WatchedFolder changed, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        await new WatchedFolderValidator(data).ValidateAndThrowAsync(changed, cancellation);
        var user = new Link(viewer.UserId, viewer.Handle);
        return await folders.UpdateAsync(
            changed.Id,
            folder => folder with
            {
                Path = Path.GetFullPath(changed.Path),
                Enabled = changed.Enabled,
                SettleSeconds = changed.SettleSeconds,
                Rule = changed.Rule with { User = user },
            },
            cancellation) ?? throw new NotFoundException("There is no such watched folder.");
    }
}
