using Virtool.Domain.Rights;

namespace Virtool.Domain.Groups;

/// <summary>What is to be changed of a group; what is null, or not named, stays.</summary>
/// <param name="Name">Its new name.</param>
/// <param name="Permissions">Permissions, and whether the members have them from now on.</param>
public sealed record GroupChange(string? Name = null, IReadOnlyDictionary<Permission, bool>? Permissions = null)
{
    /// <summary>The group with the change.</summary>
    public Group ApplyTo(Group group) => group with
    {
        Name = Name is null ? group.Name : GroupRules.Tidy(Name),
        NormalizedName = Name is null ? group.NormalizedName : GroupRules.Normalized(Name),
        Permissions = Merged(group.Permissions),
    };

    private IReadOnlyList<Permission> Merged(IReadOnlyList<Permission> now)
    {
        var merged = Enum.GetValues<Permission>().Where(one => Permissions?.TryGetValue(one, out var given) == true ? given : now.Contains(one)).ToArray();
        return merged.SequenceEqual(now) ? now : merged;
    }
}
