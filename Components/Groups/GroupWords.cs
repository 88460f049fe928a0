using Virtool.Domain.Rights;

namespace Virtool.Components.Groups;

/// <summary>What groups allow, in words.</summary>
public static class GroupWords
{
    /// <summary>"create samples, upload files"; "no permissions" without any.</summary>
    public static string Of(IEnumerable<Permission> permissions) =>
        string.Join(", ", permissions.Select(Names.Of)) is { Length: > 0 } all ? all : "no permissions";

    /// <summary>A permission as the beginning of a line: "Create samples".</summary>
    public static string Title(Permission permission)
    {
        var name = Names.Of(permission);
        return char.ToUpperInvariant(name[0]) + name[1..];
    }
}
