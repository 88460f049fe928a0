using Virtool.Data.Documents;

namespace Virtool.Domain.Users;

/// <summary>A person who signs in.</summary>
public sealed record User : Document
{
    /// <summary>The name for signing in; may be changed, the id never.</summary>
    public required string Handle { get; init; }

    /// <summary>The handle in the form by which it is unique.</summary>
    public required string NormalizedHandle { get; init; }

    /// <summary>PBKDF2, as ASP.NET Core Identity writes it.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Changes with the password and the rights; a session with another one ends.</summary>
    public string SecurityStamp { get; init; } = "";

    /// <summary>May do everything.</summary>
    public bool Administrator { get; init; }

    /// <summary>The ids of its groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>May sign in.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Wrong passwords since the last right one.</summary>
    public int AccessFailedCount { get; init; }

    /// <summary>Until when no password is taken.</summary>
    public DateTimeOffset? LockoutEnd { get; init; }

    /// <summary>When the user was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
