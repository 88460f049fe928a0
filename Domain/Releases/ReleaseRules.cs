using System.Text.RegularExpressions;

namespace Virtool.Domain.Releases;

/// <summary>Rules of releases that need no network.</summary>
public static partial class ReleaseRules
{
    /// <summary>Of the notes of a release, in characters, so that a reference stays small.</summary>
    public const int LongestBody = 2000;

    /// <summary>
    /// Whether a release is newer than what is installed: by the versions in their tags, or their names, and where one of them has none,
    /// by when they came out. Nothing is installed: it is.
    /// </summary>
    public static bool IsNewer(Release release, Release? installed)
    {
        if (installed is null)
        {
            return true;
        }

        return Version(release) is { } version && Version(installed) is { } present
            ? version > present
            : release.Id != installed.Id && release.PublishedAt > installed.PublishedAt;
    }

    /// <summary>Whether a release is newer than a version of this software; false where either is no version.</summary>
    public static bool IsNewer(Release release, string installed) =>
        Version(release) is { } version && SemanticVersion.TryParse(installed, out var present) && version > present;

    /// <summary>The newest by version; those without one come last, by when they came out.</summary>
    public static IOrderedEnumerable<Release> NewestFirst(IEnumerable<Release> releases) =>
        releases.OrderByDescending(Version).ThenByDescending(release => release.PublishedAt);

    /// <summary>The version of a release, by its tag, else by its name; null: neither is one.</summary>
    public static SemanticVersion? Version(Release release) =>
        SemanticVersion.TryParse(release.Tag, out var byTag) ? byTag : SemanticVersion.TryParse(release.Name, out var byName) ? byName : null;

    /// <summary>Whether a text names a repository: <c>owner/name</c>, by GitHub's rules for both.</summary>
    public static bool IsSlug(string? text) => text is not null && Slug().IsMatch(text) && !text.EndsWith("/.", StringComparison.Ordinal) && !text.EndsWith("/..", StringComparison.Ordinal);

    /// <summary>Notes cut to <see cref="LongestBody"/>, between two letters.</summary>
    public static string Cut(string body)
    {
        if (body.Length <= LongestBody)
        {
            return body;
        }

        var end = char.IsHighSurrogate(body[LongestBody - 2]) ? LongestBody - 2 : LongestBody - 1;
        return body[..end] + "…";
    }

    [GeneratedRegex(@"\A[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?/[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex Slug();
}
