using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Releases;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.Outgoing.GitHub;

namespace Virtool.Jobs.Releases;

/// <summary>New releases of this software: looked for, kept in a document, and told. They are not installed from here.</summary>
/// <param name="software">The document.</param>
/// <param name="gitHub">Where releases are.</param>
/// <param name="options">Which repository is asked.</param>
/// <param name="time">The clock.</param>
public sealed class SoftwareReleases(Collection<Software> software, GitHubReleases gitHub, IOptions<OutgoingOptions> options, TimeProvider time)
{
    private const int Kept = 10;

    /// <summary>The version that runs, without a leading v.</summary>
    public static string Version { get; } =
        typeof(SoftwareReleases).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Whether there is a repository to ask, and anything may be asked.</summary>
    public bool IsLookedFor => options.Value.Enabled && Slug.Length > 0;

    /// <summary>The document, for pages that watch it.</summary>
    public static Query<Software> Watched { get; } = Query<Software>.ById(Software.OnlyId);

    private string Slug => options.Value.Software;

    /// <summary>What is known; of another repository than the one that is set now, nothing.</summary>
    public async Task<Software> GetAsync(CancellationToken cancellation = default) => Known(await software.GetAsync(Software.OnlyId, cancellation));

    /// <summary>The releases that are newer than what runs, newest first; pre-releases only where what runs is one.</summary>
    public static IReadOnlyList<Release> Newer(Software known)
    {
        var runsPreRelease = SemanticVersion.TryParse(Version, out var version) && version.IsPreRelease;
        return [.. ReleaseRules.NewestFirst(known.Releases.Where(release => (runsPreRelease || !release.PreRelease) && ReleaseRules.IsNewer(release, Version)))];
    }

    /// <summary>The same, of the document that a page watches; none where they are not looked for any more.</summary>
    public IReadOnlyList<Release> Told(Software? found) => IsLookedFor && found is not null ? Newer(Known(found)) : [];

    /// <summary>Asks, and keeps what came of it.</summary>
    /// <exception cref="InvalidOperationException">There is no repository to ask.</exception>
    public async Task<Software> AskAsync(CancellationToken cancellation = default)
    {
        if (Slug.Length == 0)
        {
            throw new InvalidOperationException("No repository of this software's releases is set.");
        }

        var before = await GetAsync(cancellation);
        return await KeepAsync(await AnswerAsync(before, cancellation), cancellation);
    }

    private async Task<Software> AnswerAsync(Software before, CancellationToken cancellation)
    {
        try
        {
            var found = await gitHub.ListAsync(Slug, before.Etag, cancellation);
            var now = time.GetUtcNow();
            return before with
            {
                Version = Version,
                Releases = found.Changed ? [.. ReleaseRules.NewestFirst(found.Releases).Take(Kept)] : before.Releases,
                Etag = found.Etag,
                CheckedAt = now,
                NextCheckAt = CheckTimes.Next(now, CheckTimes.OfSoftware, 0, Chance()),
                Error = null,
                Failures = 0,
            };
        }
        catch (OutgoingException exception)
        {
            var (now, failures) = (time.GetUtcNow(), before.Failures + 1);
            return before with
            {
                Version = Version,
                CheckedAt = now,
                // A failure is not waited out for half a day: it is tried again as a reference would be.
                NextCheckAt = exception.Failure == OutgoingFailure.Off ? null : CheckTimes.Next(now, CheckTimes.OfReferences, failures, Chance(), exception.Again),
                Error = exception.Message,
                Failures = failures,
            };
        }
    }

    private async Task<Software> KeepAsync(Software answer, CancellationToken cancellation) =>
        await software.UpdateAsync(Software.OnlyId, current => answer with { Revision = current.Revision }, cancellation)
        ?? await software.InsertAsync(answer with { Revision = 0 }, cancellation);

    private Software Known(Software? found) => found is not null && found.Slug == Slug ? found : new Software { Id = Software.OnlyId, Slug = Slug, Version = Version };

    private static double Chance() => RandomNumberGenerator.GetInt32(1_000_000) / 1e6;
}
