using FluentValidation;
using FluentValidation.Results;
using Virtool.Data.Documents;
using Virtool.Domain.Rights;

namespace Virtool.App.Api;

/// <summary>Permissions as the API takes them: each by its name, with whether it is given; those that are not named stay.</summary>
internal static class PermissionFlags
{
    private static readonly Dictionary<string, Permission> ByName = Enum.GetValues<Permission>().ToDictionary(permission => Json.Word(permission), StringComparer.Ordinal);

    /// <summary>Read from a body.</summary>
    /// <exception cref="ValidationException">There is no such permission.</exception>
    public static IReadOnlyDictionary<Permission, bool>? Read(IReadOnlyDictionary<string, bool>? flags)
    {
        if (flags?.Keys.FirstOrDefault(name => !ByName.ContainsKey(name)) is { } unknown)
        {
            throw new ValidationException([new ValidationFailure("permissions", $"There is no permission \"{unknown}\". There are {string.Join(", ", ByName.Keys)}.")]);
        }

        return flags?.ToDictionary(pair => ByName[pair.Key], pair => pair.Value);
    }

    /// <summary>Those of them that are given.</summary>
    /// <exception cref="ValidationException">There is no such permission.</exception>
    public static IReadOnlyList<Permission> Given(IReadOnlyDictionary<string, bool>? flags) =>
        [.. (Read(flags) ?? new Dictionary<Permission, bool>()).Where(pair => pair.Value).Select(pair => pair.Key)];
}
