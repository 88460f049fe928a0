using Virtool.Domain.Rights;

namespace Virtool.Domain.Keys;

/// <summary>An API key that is to be made.</summary>
/// <param name="Name">What its user calls it.</param>
/// <param name="Permissions">What it may do at the most.</param>
/// <param name="Days">For how many days; one of <see cref="Lifetimes"/>; null: until it is removed.</param>
public sealed record KeyDraft(string Name, IReadOnlyList<Permission> Permissions, int? Days = null)
{
    /// <summary>For how many days a key can be made.</summary>
    public static IReadOnlyList<int> Lifetimes { get; } = [30, 90, 365];
}
