using Virtool.Data.Documents;

namespace Virtool.Domain.Users;

/// <summary>A person who signs in.</summary>
public sealed record User : Document
{
    /// <summary>The name for signing in; may be changed, the id never.</summary>
    public required string Handle { get; init; }

    /// <summary>The handle in the form by which it is unique.</summary>
    public required string NormalizedHandle { get; init; }

    /// <summary>The name as people write it; null: not told.</summary>
    public string? FullName { get; init; }

    /// <summary>Where to write to; null: not told.</summary>
    public string? Email { get; init; }

    /// <summary>PBKDF2, as ASP.NET Core Identity writes it.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Changes with the password and the rights; a session with another one ends.</summary>
    public string SecurityStamp { get; init; } = "";

    /// <summary>A new password must be chosen before the first session begins.</summary>
    public bool ForceReset { get; init; }

    /// <summary>When the password was set last; null: with the user.</summary>
    public DateTimeOffset? LastPasswordChange { get; init; }

    /// <summary>May do everything.</summary>
    public bool Administrator { get; init; }

    /// <summary>The ids of its groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The id of the one of its groups that its samples belong to; null: none.</summary>
    public string? PrimaryGroup { get; init; }

    /// <summary>How it likes to work.</summary>
    public Preferences Preferences { get; init; } = new();

    /// <summary>May sign in.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Wrong passwords since the last right one.</summary>
    public int AccessFailedCount { get; init; }

    /// <summary>Until when no password is taken.</summary>
    public DateTimeOffset? LockoutEnd { get; init; }

    /// <summary>When the user was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
