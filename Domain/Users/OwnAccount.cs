using FluentValidation;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Users;

/// <summary>What everybody sees and changes of the own account, but for the password. API keys change nothing here.</summary>
/// <param name="users">The users.</param>
public sealed class OwnAccount(Collection<User> users)
{
    private const string Missing = "Your account is not there any more.";

    /// <summary>The viewer's own user.</summary>
    public Query<User> Own(Viewer viewer) => Query<User>.ById(viewer.UserId);

    /// <summary>The viewer's own user.</summary>
    /// <exception cref="NotFoundException">It was removed.</exception>
    public async Task<User> GetAsync(Viewer viewer, CancellationToken cancellation = default) =>
        await users.GetAsync(viewer.UserId, cancellation) ?? throw new NotFoundException(Missing);

    /// <summary>Changes full name and e-mail address.</summary>
    /// <exception cref="NotPermittedException">It is an API key that asks.</exception>
    /// <exception cref="ValidationException">One of them is not good.</exception>
    public async Task<User> ChangeProfileAsync(Viewer viewer, ProfileChange change, CancellationToken cancellation = default)
    {
        viewer.DemandPerson();
        await new ProfileChangeValidator().ValidateAndThrowAsync(change, cancellation);
        return await ChangeAsync(viewer, change.ApplyTo, cancellation);
    }

    /// <summary>Changes how the viewer likes to work.</summary>
    /// <exception cref="NotPermittedException">It is an API key that asks.</exception>
    /// <exception cref="ValidationException">There is no such workflow.</exception>
    public async Task<User> ChangePreferencesAsync(Viewer viewer, PreferencesChange change, CancellationToken cancellation = default)
    {
        viewer.DemandPerson();
        await new PreferencesChangeValidator().ValidateAndThrowAsync(change, cancellation);
        return await ChangeAsync(viewer, user => user with { Preferences = change.ApplyTo(user.Preferences) }, cancellation);
    }

    private async Task<User> ChangeAsync(Viewer viewer, Func<User, User> change, CancellationToken cancellation) =>
        await users.UpdateAsync(viewer.UserId, change, cancellation) ?? throw new NotFoundException(Missing);
}
