using Virtool.Domain.Rights;

namespace Virtool.Domain.Keys;

/// <summary>What is to be changed of an API key; what is null, or not named, stays.</summary>
/// <param name="Name">Its new name.</param>
/// <param name="Permissions">Permissions, and whether the key has them from now on.</param>
public sealed record KeyChange(string? Name = null, IReadOnlyDictionary<Permission, bool>? Permissions = null)
{
    /// <summary>The key with the change, made by somebody who may give those permissions only that it has.</summary>
    public ApiKey ApplyTo(ApiKey key, Viewer viewer)
    {
        var given = Enum.GetValues<Permission>()
            .Where(one => Permissions?.TryGetValue(one, out var now) == true ? now && viewer.May(one) : key.Permissions.Contains(one))
            .ToArray();
        return key with { Name = Name?.Trim() ?? key.Name, Permissions = given.SequenceEqual(key.Permissions) ? key.Permissions : given };
    }
}
