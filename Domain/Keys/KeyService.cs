using FluentValidation;
using FluentValidation.Results;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;

namespace Virtool.Domain.Keys;

/// <summary>API keys: everybody has the own ones, and no key sees, makes or changes any.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="keys">The keys.</param>
/// <param name="viewers">Who asks by a key.</param>
/// <param name="uses">When keys were used.</param>
/// <param name="time">The clock.</param>
public sealed class KeyService(IDocumentStore store, Collection<ApiKey> keys, Viewers viewers, KeyUses uses, TimeProvider time)
{
    /// <summary>How many keys one user may have.</summary>
    public const int MostOfOneUser = 100;

    private const string Missing = "There is no such API key.";

    /// <summary>The viewer's own keys, newest first.</summary>
    /// <exception cref="NotPermittedException">It is an API key that asks.</exception>
    public Query<ApiKey> Search(Viewer viewer)
    {
        viewer.DemandPerson();
        return Query<ApiKey>.All.Where(Own(viewer)).OrderBy(key => key.CreatedAt, descending: true);
    }

    /// <summary>One of the viewer's own keys.</summary>
    /// <exception cref="NotPermittedException">It is an API key that asks.</exception>
    /// <exception cref="NotFoundException">There is none, or it is another's.</exception>
    public async Task<ApiKey> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        viewer.DemandPerson();
        return await keys.GetAsync(id, cancellation) is { } key && key.User.Id == viewer.UserId ? key : throw new NotFoundException(Missing);
    }

    /// <summary>Makes a key, with those of the permissions that the viewer has.</summary>
    /// <returns>The key and its text, which is kept nowhere.</returns>
    /// <exception cref="NotPermittedException">It is an API key that asks.</exception>
    /// <exception cref="ValidationException">The name or the lifetime is not good, or the viewer has a key of this name.</exception>
    /// <exception cref="RefusedException">The viewer has as many as one may have.</exception>
    public async Task<NewKey> CreateAsync(Viewer viewer, KeyDraft draft, CancellationToken cancellation = default)
    {
        viewer.DemandPerson();
        await new KeyDraftValidator().ValidateAndThrowAsync(draft, cancellation);
        await RefuseNameAsync(viewer, draft.Name, null, cancellation);
        if (await keys.CountAsync(Own(viewer), cancellation) >= MostOfOneUser)
        {
            throw new RefusedException($"You have {MostOfOneUser} API keys already. Remove those that nothing uses any more.");
        }

        var text = KeyText.New();
        var now = time.GetUtcNow();
        var key = new ApiKey
        {
            Id = Ids.New(),
            Name = draft.Name.Trim(),
            User = new Link(viewer.UserId, viewer.Handle),
            Hash = KeyText.Hash(text),
            Start = KeyText.Start(text),
            Permissions = [.. draft.Permissions.Where(viewer.May).Distinct().Order()],
            CreatedAt = now,
            ExpiresAt = draft.Days is { } days ? now.AddDays(days) : null,
        };
        return new NewKey(await UnlessTakenAsync(async () => await keys.InsertAsync(key, cancellation)), text);
    }

    /// <summary>Changes a key's name and permissions: at once.</summary>
    /// <exception cref="NotPermittedException">It is an API key that asks.</exception>
    /// <exception cref="NotFoundException">There is none, or it is another's.</exception>
    /// <exception cref="ValidationException">The name is not good, or the viewer has another key of this name.</exception>
    public async Task<ApiKey> ChangeAsync(Viewer viewer, string id, KeyChange change, CancellationToken cancellation = default)
    {
        await GetAsync(viewer, id, cancellation);
        if (change.Name is { } name)
        {
            await new KeyDraftValidator().ValidateAndThrowAsync(new KeyDraft(name, []), cancellation);
            await RefuseNameAsync(viewer, name, id, cancellation);
        }

        return await UnlessTakenAsync(async () => await keys.UpdateAsync(id, key => change.ApplyTo(key, viewer), cancellation) ?? throw new NotFoundException(Missing));
    }

    /// <summary>Removes a key: from now on it is worth nothing, and connections that were opened with it end.</summary>
    /// <exception cref="NotPermittedException">It is an API key that asks.</exception>
    /// <exception cref="NotFoundException">There is none, or it is another's.</exception>
    public async Task RemoveAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        await GetAsync(viewer, id, cancellation);
        await keys.DeleteAsync(id, cancellation);
    }

    /// <summary>Removes all keys of the viewer.</summary>
    /// <exception cref="NotPermittedException">It is an API key that asks.</exception>
    public Task RemoveAllAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        viewer.DemandPerson();
        return store.CommitAsync(async token => [.. (await keys.FindAsync(Own(viewer), token)).Select(key => keys.ToDelete(key.Id, key.Revision))], cancellation);
    }

    /// <summary>
    /// Who comes with a key. That it was used is written down later, at most once a minute.
    /// </summary>
    /// <param name="text">What was given as a key.</param>
    /// <param name="handle">In whose name, by its name for signing in or its id; null: nobody said.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Null where it is no key, or one that is removed, has expired, or is another's.</returns>
    public async Task<OpenedKey?> OpenAsync(string text, string? handle = null, CancellationToken cancellation = default)
    {
        if (!KeyText.IsWellFormed(text)
            || await keys.FirstAsync(Where<ApiKey>.Is(key => key.Hash, KeyText.Hash(text)), cancellation) is not { } key
            || await viewers.OfAsync(key, cancellation) is not { } viewer
            || !(handle is null || handle == viewer.UserId || handle.Equals(viewer.Handle, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        uses.Note(key);
        return new OpenedKey(key, viewer);
    }

    private static Filter Own(Viewer viewer) => Where<ApiKey>.Is(key => key.User.Id, viewer.UserId);

    private async Task RefuseNameAsync(Viewer viewer, string name, string? but, CancellationToken cancellation)
    {
        var own = await keys.FindAsync(Own(viewer), cancellation);
        if (own.Any(key => key.Id != but && key.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)))
        {
            throw Taken();
        }
    }

    private static async Task<ApiKey> UnlessTakenAsync(Func<Task<ApiKey>> write)
    {
        try
        {
            return await write();
        }
        catch (DuplicateException)
        {
            throw Taken();
        }
    }

    private static ValidationException Taken() =>
        new([new ValidationFailure(nameof(ApiKey.Name), "You have an API key of this name already. Choose another name, or remove that one.")]);
}
