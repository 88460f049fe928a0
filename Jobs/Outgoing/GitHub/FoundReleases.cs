using Virtool.Domain.Releases;

namespace Virtool.Jobs.Outgoing.GitHub;

/// <summary>What GitHub answered when it was asked for releases.</summary>
/// <param name="Changed">False: all is as it was when it was asked before.</param>
/// <param name="Releases">Those it has; none where nothing has changed.</param>
/// <param name="Etag">What to ask with the next time.</param>
public sealed record FoundReleases(bool Changed, IReadOnlyList<Release> Releases, string? Etag);
