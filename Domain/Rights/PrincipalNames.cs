using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Groups;
using Virtool.Domain.Links;
using Virtool.Domain.Users;

namespace Virtool.Domain.Rights;

/// <summary>Whom rights are given to, in people's words, and by people's words.</summary>
/// <param name="users">The users.</param>
/// <param name="groups">The groups.</param>
public sealed class PrincipalNames(Collection<User> users, Collection<Group> groups)
{
    /// <summary>What each of the principals is called: "everyone", "nina", "group Virology".</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(IEnumerable<string> principals, CancellationToken cancellation = default)
    {
        var all = principals.ToHashSet(StringComparer.Ordinal);
        var people = await NamesAsync(users, all.Select(Principals.UserId), user => user.Handle, cancellation);
        var teams = await NamesAsync(groups, all.Select(Principals.GroupId), group => group.Name, cancellation);
        return all.ToDictionary(principal => principal, principal => Name(principal, people, teams), StringComparer.Ordinal);
    }

    /// <summary>All groups, by name.</summary>
    public Query<Group> Groups { get; } = Query<Group>.All.OrderBy(group => group.NormalizedName);

    /// <summary>The active user with the name for signing in.</summary>
    /// <exception cref="BadRequestException">There is none.</exception>
    public async Task<Link> UserAsync(string handle, CancellationToken cancellation = default)
    {
        var wanted = handle.Trim();
        var found = await users.FirstAsync(
            (Where<User>.Is(user => user.Handle, wanted) | Where<User>.Is(user => user.NormalizedHandle, wanted.ToUpperInvariant())) & Where<User>.Is(user => user.Active, true), cancellation);
        return found is null
            ? throw new BadRequestException($"There is no user {wanted}. Give the name that the user signs in with.")
            : new Link(found.Id, found.Handle);
    }

    /// <summary>Sees that rights are given to somebody who is there; what was given before may stay.</summary>
    /// <exception cref="BadRequestException">There is no such user or group.</exception>
    public async Task DemandKnownAsync(IEnumerable<Access> before, IEnumerable<Access> after, CancellationToken cancellation = default)
    {
        foreach (var principal in after.Select(one => one.Principal).Except(before.Select(one => one.Principal), StringComparer.Ordinal).Where(principal => principal != Principals.Everyone))
        {
            if (Principals.GroupId(principal) is { } group)
            {
                _ = await groups.GetAsync(group, cancellation) ?? throw new BadRequestException($"There is no group {group}. Give the id of a group, or \"none\".");
            }
            else if (Principals.UserId(principal) is not { } user || await users.GetAsync(user, cancellation) is null)
            {
                throw new BadRequestException("There is no such user. Give rights to users and groups that are there.");
            }
        }
    }

    private static string Name(string principal, Dictionary<string, string> people, Dictionary<string, string> teams) => (Principals.UserId(principal), Principals.GroupId(principal)) switch
    {
        ({ } id, _) => people.GetValueOrDefault(id) ?? (id == Viewer.Server.UserId ? Viewer.Server.Handle : "a user who is gone"),
        (_, { } id) => teams.TryGetValue(id, out var name) ? $"group {name}" : "a group that is gone",
        _ => Principals.Everyone,
    };

    private static async Task<Dictionary<string, string>> NamesAsync<T>(Collection<T> collection, IEnumerable<string?> ids, Func<T, string> name, CancellationToken cancellation)
        where T : Data.Documents.Document
    {
        var wanted = ids.OfType<string>().ToArray();
        return wanted.Length == 0 ? [] : (await collection.FindAsync(Where<T>.IsIn(one => one.Id, wanted), cancellation)).ToDictionary(one => one.Id, name, StringComparer.Ordinal);
    }
}
