using FluentValidation;
using FluentValidation.Results;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Groups;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;

namespace Virtool.Domain.Watching;

/// <summary>The watched folders and their rules.</summary>
/// <param name="folders">The folders.</param>
/// <param name="groups">The groups that samples can be given to.</param>
/// <param name="settings">Whether they must be given to one.</param>
/// <param name="data">Where the first folder lies.</param>
public sealed class WatchingService(Collection<WatchedFolder> folders, Collection<Group> groups, SettingsService settings, DataFolder data)
{
    private const string Gone = "There is no such watched folder.";

    /// <summary>All of them, by path; a new server has one, in its data folder.</summary>
    public async Task<IReadOnlyList<WatchedFolder>> AllAsync(CancellationToken cancellation = default)
    {
        await EnsureFirstAsync(cancellation);
        return await folders.FindAsync(All, cancellation);
    }

    /// <summary>All of them, by path.</summary>
    public Query<WatchedFolder> All { get; } = Query<WatchedFolder>.All.OrderBy(folder => folder.Path);

    /// <summary>What lies in a folder and is not taken; a document by the folder's id.</summary>
    public Query<FolderListing> ListingOf(string folderId) => Query<FolderListing>.ById(folderId);

    /// <summary>Makes the folder that a new server starts with, where there is none at all.</summary>
    public async Task EnsureFirstAsync(CancellationToken cancellation = default)
    {
        if (await folders.CountAsync(Filter.All, cancellation) > 0)
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

    /// <summary>Watches one more folder; samples of its files are made in the viewer's name.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="ValidationException">The path or the settle time is wrong, or the folder overlaps with another; or the group of its samples is gone, or must be chosen.</exception>
    public async Task<WatchedFolder> AddAsync(Viewer viewer, WatchedFolder folder, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        var id = Ids.New();
        await CheckAsync(folder with { Id = id }, cancellation);
        return await folders.InsertAsync(Set(new WatchedFolder { Id = id, Path = folder.Path }, folder, viewer), cancellation);
    }

    /// <summary>Sets a folder's path, whether and how it is watched, and its rule; samples are made in the viewer's name from then on.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">There is no such folder.</exception>
    /// <exception cref="ValidationException">The path or the settle time is wrong, or the folder overlaps with another; or the group of its samples is gone, or must be chosen.</exception>
    public async Task<WatchedFolder> UpdateAsync(Viewer viewer, WatchedFolder changed, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        await CheckAsync(changed, cancellation);
        return await folders.UpdateAsync(changed.Id, folder => Set(folder, changed, viewer), cancellation) ?? throw new NotFoundException(Gone);
    }

    /// <summary>Watches a folder no more. Its files stay where they are; what was imported of them stays too. One folder is left at least.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">There is no such folder.</exception>
    /// <exception cref="RefusedException">It is the only one.</exception>
    public async Task RemoveAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        if (await folders.CountAsync(Filter.All, cancellation) == 1)
        {
            throw new RefusedException("It is the only watched folder. Switch it off instead, or give it another path.");
        }

        if (!await folders.DeleteAsync(id, cancellation))
        {
            throw new NotFoundException(Gone);
        }
    }

    private async Task CheckAsync(WatchedFolder folder, CancellationToken cancellation)
    {
        var others = (await folders.FindAsync(Filter.All, cancellation)).Where(other => other.Id != folder.Id);
        await new WatchedFolderValidator(data, others).ValidateAndThrowAsync(folder, cancellation);
        await CheckGroupAsync(folder.Rule, cancellation);
    }

    private async Task CheckGroupAsync(ImportRule rule, CancellationToken cancellation)
    {
        if (rule.Group is { } group && await groups.GetAsync(group.Id, cancellation) is null)
        {
            throw new ValidationException([new ValidationFailure(nameof(ImportRule.Group), $"The group {group.Name} is gone. Choose another, or none.")]);
        }

        if (rule is { MakeSamples: true, Group: null } && (await settings.GetAsync(cancellation)).SampleGroup == SampleGroupChoice.ForceChoice)
        {
            throw new ValidationException([new ValidationFailure(nameof(ImportRule.Group), "Choose the group that the samples belong to: the settings ask for one.")]);
        }
    }

    private static WatchedFolder Set(WatchedFolder folder, WatchedFolder changed, Viewer viewer) => folder with
    {
        Path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(changed.Path)),
        Enabled = changed.Enabled,
        Takes = changed.Takes,
        Subfolders = changed.Subfolders,
        Polled = changed.Polled,
        SettleSeconds = changed.SettleSeconds,
        Original = changed.Original,
        Rule = changed.Rule with { User = new Link(viewer.UserId, viewer.Handle) },
    };
}
