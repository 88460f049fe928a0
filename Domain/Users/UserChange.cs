namespace Virtool.Domain.Users;

/// <summary>What administrators change of a user; what is null stays.</summary>
public sealed record UserChange
{
    /// <summary>The word for no primary group.</summary>
    public const string NoGroup = "none";

    /// <summary>The name for signing in; the id stays.</summary>
    public string? Handle { get; init; }

    /// <summary>The name as people write it; empty: not told.</summary>
    public string? FullName { get; init; }

    /// <summary>Where to write to; empty: not told.</summary>
    public string? Email { get; init; }

    /// <summary>May do everything.</summary>
    public bool? Administrator { get; init; }

    /// <summary>May sign in.</summary>
    public bool? Active { get; init; }

    /// <summary>The ids of all its groups.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>The id of the one of its groups that its samples belong to; empty, or <see cref="NoGroup"/>: of none.</summary>
    public string? PrimaryGroup { get; init; }

    /// <summary>A new password must be chosen before the next session; those that are open end.</summary>
    public bool? ForceReset { get; init; }
}
