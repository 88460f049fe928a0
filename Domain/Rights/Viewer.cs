namespace Virtool.Domain.Rights;

/// <summary>Who asks. Every service takes one; what it may is decided there and nowhere else.</summary>
/// <param name="UserId">The user's id.</param>
/// <param name="Handle">The user's name for signing in and for showing.</param>
/// <param name="Administrator">May do everything.</param>
/// <param name="Permissions">What the user's groups allow.</param>
public sealed record Viewer(string UserId, string Handle, bool Administrator, IReadOnlySet<Permission> Permissions)
{
    /// <summary>The server itself: rules, repairs and the command line on the same machine.</summary>
    public static Viewer Server { get; } = new("server", "server", Administrator: true, new HashSet<Permission>());

    /// <summary>The ids of the viewer's groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The API key by which the viewer asks; null: it is the person itself.</summary>
    public ViewerKey? Key { get; init; }

    /// <summary>The names by which the viewer is given rights.</summary>
    public IReadOnlyList<string> Principals => [Rights.Principals.Everyone, Rights.Principals.User(UserId), .. Groups.Select(Rights.Principals.Group)];

    /// <summary>Whether the viewer has the permission.</summary>
    public bool May(Permission permission) => Administrator || Permissions.Contains(permission);

    /// <summary>Whether it is the same user with the same rights.</summary>
    public bool Equals(Viewer? other) => other is not null
        && (UserId, Handle, Administrator, Key) == (other.UserId, other.Handle, other.Administrator, other.Key)
        && Permissions.SetEquals(other.Permissions)
        && Groups.ToHashSet(StringComparer.Ordinal).SetEquals(other.Groups);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(UserId, Handle, Administrator);

    /// <summary>Throws where the viewer lacks the permission.</summary>
    /// <exception cref="NotPermittedException">It is lacking.</exception>
    public void Demand(Permission permission)
    {
        if (!May(permission))
        {
            throw new NotPermittedException($"You may not do this: it takes the permission \"{Names.Of(permission)}\". Ask an administrator for it.");
        }
    }

    /// <summary>Throws where the viewer is no administrator.</summary>
    /// <exception cref="NotPermittedException">The viewer is none.</exception>
    public void DemandAdministrator()
    {
        if (!Administrator)
        {
            throw new NotPermittedException(Key is null ? "Only administrators may do this." : "An API key may not do this: only administrators may, when they are signed in.");
        }
    }

    /// <summary>Throws where an API key asks, not the person itself.</summary>
    /// <exception cref="NotPermittedException">It does.</exception>
    public void DemandPerson()
    {
        if (Key is not null)
        {
            throw new NotPermittedException("An API key may not do this. Sign in to do it.");
        }
    }
}
