using Virtool.Domain.Hmms;
using Virtool.Domain.Releases;
using Virtool.Jobs.Hmms;
using Virtool.Jobs.Releases;

namespace Virtool.App.Api;

/// <summary>Releases of what is installed, and what they hold.</summary>
internal static partial class Projections
{
    /// <summary>What is known of newer releases of this software.</summary>
    public static object Of(Software software)
    {
        var newer = SoftwareReleases.Newer(software);
        return new
        {
            software.Id,
            SoftwareReleases.Version,
            software.Slug,
            Release = newer.Count == 0 ? null : Of(newer[0], isNewer: true),
            software.CheckedAt,
            software.NextCheckAt,
            software.Error,
            Updating = false,
        };
    }

    /// <summary>A release.</summary>
    /// <param name="release">The release.</param>
    /// <param name="isNewer">Whether it is newer than what is installed.</param>
    public static object Of(Release release, bool isNewer) => new
    {
        release.Id,
        release.Name,
        release.Tag,
        release.Body,
        release.Etag,
        release.Filename,
        release.Size,
        release.HtmlUrl,
        release.DownloadUrl,
        release.PublishedAt,
        release.ContentType,
        release.RetrievedAt,
        Prerelease = release.PreRelease,
        Newer = isNewer,
    };

    /// <summary>A profile, without its members.</summary>
    public static object Of(Hmm hmm) => new { hmm.Id, hmm.Cluster, hmm.Names, hmm.Count, hmm.Families };

    /// <summary>Which profiles are installed, and which could be.</summary>
    public static object Of(HmmStatus status) => new
    {
        status.Id,
        status.Installed,
        status.Source,
        status.Sha256,
        status.Count,
        status.InstalledAt,
        User = status.User is null ? null : Stubs.User(status.User),
        Process = Stubs.Id(status.TaskId),
        status.Slug,
        Release = status.Newest is null ? null : Of(status.Newest, HmmReleases.IsNewer(status)),
        Updates = status.Release is null ? [] : new[] { Of(status.Release, isNewer: false) },
        Errors = status.Error is null ? [] : new[] { status.Error },
        status.CheckedAt,
        status.NextCheckAt,
    };
}
