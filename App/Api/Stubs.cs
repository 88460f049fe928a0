using Virtool.Domain.Links;

namespace Virtool.App.Api;

/// <summary>Links as the API serves them.</summary>
internal static class Stubs
{
    /// <summary>A user: <c>{id, handle}</c>.</summary>
    public static object User(Link user) => new { user.Id, Handle = user.Name };

    /// <summary>A thing that is known by its id alone: <c>{id}</c>; null for none.</summary>
    public static object? Id(string? id) => id is null ? null : new { Id = id };
}
