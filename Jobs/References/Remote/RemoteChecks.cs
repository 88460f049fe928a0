using System.Security.Cryptography;
using Virtool.Data.Collections;
using Virtool.Domain.References;
using Virtool.Domain.Releases;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.Outgoing.GitHub;

namespace Virtool.Jobs.References.Remote;

/// <summary>Asks for the newest release of a remote reference, and keeps on the reference what came of it: the release, or why there is none.</summary>
/// <param name="references">The references.</param>
/// <param name="gitHub">Where releases are.</param>
/// <param name="time">The clock.</param>
public sealed class RemoteChecks(Collection<Reference> references, GitHubReleases gitHub, TimeProvider time)
{
    /// <summary>Asks.</summary>
    /// <param name="reference">A remote reference.</param>
    /// <param name="cancellation">Ends it; nothing is kept then.</param>
    /// <returns>The reference as it is now; null: it is gone, or not remote any more.</returns>
    public async Task<Reference?> AskAsync(Reference reference, CancellationToken cancellation = default)
    {
        var remote = reference.Remote ?? throw new ArgumentException("The reference is not remote.", nameof(reference));
        var change = await ChangeAsync(remote, cancellation);
        return await references.UpdateAsync(
            reference.Id,
            current => current.Remote is { } now && now.Slug == remote.Slug ? current with { Remote = change(now) } : null,
            cancellation);
    }

    private async Task<Func<Domain.References.Remote, Domain.References.Remote>> ChangeAsync(Domain.References.Remote remote, CancellationToken cancellation)
    {
        try
        {
            var found = await gitHub.LatestAsync(remote.Slug, remote.Newest is null ? null : remote.Etag, cancellation);
            var now = time.GetUtcNow();
            var next = CheckTimes.Next(now, CheckTimes.OfReferences, 0, Chance());
            return current => current with
            {
                Newest = found.Changed ? found.Releases[0] : current.Newest,
                Etag = found.Etag,
                CheckedAt = now,
                NextCheckAt = next,
                Error = null,
                Failures = 0,
            };
        }
        catch (OutgoingException exception)
        {
            var (now, chance) = (time.GetUtcNow(), Chance());
            return current => current with
            {
                CheckedAt = now,
                NextCheckAt = exception.Failure == OutgoingFailure.Off ? null : CheckTimes.Next(now, CheckTimes.OfReferences, current.Failures + 1, chance, exception.Again),
                Error = exception.Message,
                Failures = current.Failures + 1,
            };
        }
    }

    private static double Chance() => RandomNumberGenerator.GetInt32(1_000_000) / 1e6;
}
