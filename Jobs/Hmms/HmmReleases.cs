using System.Security.Cryptography;
using Virtool.Data.Collections;
using Virtool.Domain.Hmms;
using Virtool.Domain.Releases;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.Outgoing.GitHub;

namespace Virtool.Jobs.Hmms;

/// <summary>Releases of profiles: looked for in the repository that is set, kept in the document of the installed set, and installed where that is wanted.</summary>
/// <param name="status">The document.</param>
/// <param name="settings">Which repository.</param>
/// <param name="gitHub">Where releases are.</param>
/// <param name="tasks">Installs.</param>
/// <param name="time">The clock.</param>
public sealed class HmmReleases(Collection<HmmStatus> status, SettingsService settings, GitHubReleases gitHub, HmmTasks tasks, TimeProvider time)
{
    /// <summary>
    /// Whether the newest release that is known is newer than what is installed; of profiles that came from a file or of another repository, that cannot be
    /// told: it is.
    /// </summary>
    public static bool IsNewer(HmmStatus known) =>
        known.Newest is { } newest && ReleaseRules.IsNewer(newest, known.Installed && !known.IsOfAnother() ? known.Release : null);

    /// <summary>Looks for the newest release now. Why there is none to be had is kept.</summary>
    public async Task<HmmStatus> CheckAsync(Viewer viewer, CancellationToken cancellation = default) => (await AskAsync(cancellation)).Status;

    /// <summary>The newest release, looked for now.</summary>
    /// <exception cref="OutgoingException">There is none, or GitHub could not be asked.</exception>
    public async Task<HmmStatus> NewestAsync(Viewer viewer, CancellationToken cancellation = default) =>
        await AskAsync(cancellation) is var (known, obstacle) && obstacle is null ? known : throw obstacle;

    /// <summary>Has the newest release installed; it is looked for first.</summary>
    /// <exception cref="NotPermittedException">The viewer may not change profiles.</exception>
    /// <exception cref="BadRequestException">There is no release, it has no file, or it is installed already.</exception>
    /// <exception cref="RefusedException">Profiles are being installed.</exception>
    /// <exception cref="OutgoingException">GitHub could not be asked.</exception>
    public async Task<ServerTask> InstallAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.ModifyHmm);
        if (HmmService.StatusOf(await status.GetAsync(HmmStatus.OnlyId, cancellation)).TaskId is not null)
        {
            throw new RefusedException("Profiles are being installed at this moment. Wait until that is done, or cancel it.");
        }

        var (known, obstacle) = await AskAsync(cancellation);
        if (known.Newest is not { } newest)
        {
            throw obstacle is { Failure: not OutgoingFailure.NotFound } ? obstacle : new BadRequestException(obstacle?.Message ?? $"No release of {known.Slug} is known.");
        }

        return IsNewer(known)
            ? await tasks.InstallReleaseAsync(viewer, known.Slug, newest, cancellation)
            : throw new BadRequestException($"{newest.Name} is the newest release of {known.Slug}, and it is installed already.");
    }

    /// <summary>Asks, and keeps what came of it.</summary>
    internal async Task<(HmmStatus Status, OutgoingException? Obstacle)> AskAsync(CancellationToken cancellation)
    {
        await status.EnsureAsync(cancellation);
        var slug = (await settings.GetAsync(cancellation)).HmmSlug;
        var (change, obstacle) = await ChangeAsync(slug, Known((await status.GetAsync(HmmStatus.OnlyId, cancellation))!, slug), cancellation);
        return ((await status.UpdateAsync(HmmStatus.OnlyId, now => change(Known(now, slug)), cancellation))!, obstacle);
    }

    private async Task<(Func<HmmStatus, HmmStatus> Change, OutgoingException? Obstacle)> ChangeAsync(string slug, HmmStatus before, CancellationToken cancellation)
    {
        try
        {
            var found = await gitHub.LatestArchiveAsync(slug, before.Newest is null ? null : before.Etag, cancellation);
            var now = time.GetUtcNow();
            var next = CheckTimes.Next(now, CheckTimes.OfReferences, 0, Chance());
            HmmStatus Change(HmmStatus current) => current with
            {
                Newest = found.Changed ? found.Releases[0] : current.Newest,
                Etag = found.Etag,
                CheckedAt = now,
                NextCheckAt = next,
                Error = null,
                Failures = 0,
            };
            return (Change, null);
        }
        catch (OutgoingException exception)
        {
            var (now, chance) = (time.GetUtcNow(), Chance());
            HmmStatus Change(HmmStatus current) => current with
            {
                CheckedAt = now,
                NextCheckAt = exception.Failure == OutgoingFailure.Off ? null : CheckTimes.Next(now, CheckTimes.OfReferences, current.Failures + 1, chance, exception.Again),
                Error = exception.Message,
                Failures = current.Failures + 1,
            };
            return (Change, exception);
        }
    }

    /// <summary>What was known of another repository says nothing of this one.</summary>
    private static HmmStatus Known(HmmStatus found, string slug) =>
        found.Slug == slug ? found : found with { Slug = slug, Newest = null, Etag = null, CheckedAt = null, NextCheckAt = null, Error = null, Failures = 0 };

    private static double Chance() => RandomNumberGenerator.GetInt32(1_000_000) / 1e6;
}
