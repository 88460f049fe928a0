using System.Text.Json;
using Microsoft.Extensions.Options;
using Virtool.Domain.Releases;

namespace Virtool.Jobs.Outgoing.GitHub;

/// <summary>
/// The releases of repositories, by GitHub's API (docs.github.com, REST API, releases). What was asked before is asked with its etag: an
/// answer that nothing has changed does not count against GitHub's limit of requests.
/// </summary>
/// <param name="client">The way out.</param>
/// <param name="options">Where GitHub is.</param>
/// <param name="time">The clock.</param>
public sealed class GitHubReleases(OutgoingClient client, IOptions<OutgoingOptions> options, TimeProvider time)
{
    private const string Service = "GitHub";
    private const string Setting = "Outgoing:GitHub";
    private const string Accept = "application/vnd.github.v3+json";
    private const string Compressed = ".json.gz";
    private const string Archive = ".tar.gz";

    private static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true };

    /// <summary>The newest release of a repository; GitHub leaves out drafts and pre-releases.</summary>
    /// <param name="slug"><c>owner/name</c>.</param>
    /// <param name="etag">Of the answer before; null: there is none.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OutgoingException">It could not be had: the sentence is for people.</exception>
    public Task<FoundReleases> LatestAsync(string slug, string? etag, CancellationToken cancellation = default) =>
        FindAsync(slug, $"repos/{slug}/releases/latest", etag, answer => [answer.Deserialize<GitHubRelease>(Form)], cancellation);

    /// <summary>The newest release of a repository whose releases have an archive: that is its file, and not one of JSON.</summary>
    /// <inheritdoc cref="LatestAsync"/>
    public Task<FoundReleases> LatestArchiveAsync(string slug, string? etag, CancellationToken cancellation = default) =>
        FindAsync(slug, $"repos/{slug}/releases/latest", etag, answer => [answer.Deserialize<GitHubRelease>(Form)], cancellation, Archive);

    /// <summary>One release of a repository.</summary>
    /// <param name="slug"><c>owner/name</c>.</param>
    /// <param name="id">GitHub's number for it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OutgoingException">It could not be had.</exception>
    public async Task<Release> GetAsync(string slug, long id, CancellationToken cancellation = default) =>
        (await FindAsync(slug, FormattableString.Invariant($"repos/{slug}/releases/{id}"), etag: null, answer => [answer.Deserialize<GitHubRelease>(Form)], cancellation)).Releases[0];

    /// <summary>The newest 30 releases of a repository, pre-releases too and no drafts.</summary>
    /// <param name="slug"><c>owner/name</c>.</param>
    /// <param name="etag">Of the answer before; null: there is none.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OutgoingException">They could not be had.</exception>
    public Task<FoundReleases> ListAsync(string slug, string? etag, CancellationToken cancellation = default) =>
        FindAsync(slug, $"repos/{slug}/releases?per_page=30", etag, answer => answer.Deserialize<List<GitHubRelease?>>(Form) ?? [null], cancellation);

    /// <summary>Downloads the file of a release, and sees whether it is whole.</summary>
    /// <param name="release">The release, which has one.</param>
    /// <param name="path">Where it goes.</param>
    /// <param name="received">Told how many bytes there are, as they come.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OutgoingException">It could not be had, or is not what the release says.</exception>
    public async Task<Download> DownloadAsync(Release release, string path, Func<long, Task> received, CancellationToken cancellation = default)
    {
        var begun = new Uri(options.Value.GitHub);
        if (!Uri.TryCreate(release.DownloadUrl, UriKind.Absolute, out var address) || !Redirects.IsAllowed(begun, address))
        {
            throw Wrong($"the release {release.Name} has no file that can be downloaded");
        }

        var request = Request(address, Redirects.AreOfOneServer(begun, address)) with { Accept = "application/octet-stream", Largest = options.Value.LargestDownload * 1_000_000L };
        var got = await client.DownloadAsync(request, path, received, cancellation);
        if (got.Size < release.Size)
        {
            throw OutgoingWords.CutOff(request);
        }

        return got.Size == release.Size && (release.Sha256 is null || release.Sha256 == got.Sha256)
            ? got
            : throw Wrong($"the file {release.Filename} is not the one that the release {release.Name} tells of (its size or its checksum differ)");
    }

    private async Task<FoundReleases> FindAsync(
        string slug, string path, string? etag, Func<JsonDocument, IReadOnlyList<GitHubRelease?>> read, CancellationToken cancellation, string ending = Compressed)
    {
        if (!ReleaseRules.IsSlug(slug))
        {
            throw new OutgoingException(OutgoingFailure.NotFound, "This names no repository on GitHub. Give its owner and its name, as in virtool/ref-plant-viruses.");
        }

        var request = Request(new Uri($"{options.Value.GitHub.TrimEnd('/')}/{path}"), isGitHub: true) with { Accept = Accept, Etag = etag };
        try
        {
            var answer = await client.GetAsync(request, cancellation);
            return answer.IsUnchanged ? new FoundReleases(Changed: false, [], etag) : new FoundReleases(Changed: true, Read(answer, read, ending), answer.Etag);
        }
        catch (OutgoingException exception) when (exception.Failure == OutgoingFailure.NotFound)
        {
            throw new OutgoingException(
                OutgoingFailure.NotFound, $"GitHub has no repository {slug}, or it has no release. See whether it is written rightly, and whether it is public.", inner: exception);
        }
    }

    private OutgoingRequest Request(Uri address, bool isGitHub) => new(Service, Setting, address)
    {
        Token = isGitHub && options.Value.GitHubToken.Length > 0 ? options.Value.GitHubToken : null,
    };

    private List<Release> Read(OutgoingAnswer answer, Func<JsonDocument, IReadOnlyList<GitHubRelease?>> read, string ending)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            return [.. read(json).Where(release => release is not { Draft: true }).Select(release => Of(release, answer.Etag, ending))];
        }
        catch (JsonException exception)
        {
            throw Wrong("it is no release", exception);
        }
    }

    private Release Of(GitHubRelease? release, string? etag, string ending)
    {
        if (release is not { Id: > 0, TagName: { Length: > 0 } tag })
        {
            throw new JsonException("A release has a number and a tag.");
        }

        var assets = release.Assets ?? [];
        if (assets.Any(asset => asset is not { Name.Length: > 0, BrowserDownloadUrl: not null }))
        {
            throw new JsonException("A file of a release has a name and an address.");
        }

        var file = assets.FirstOrDefault(asset => asset!.Name!.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ?? (assets.Count > 0 ? assets[0] : null);
        return new Release
        {
            Id = release.Id,
            Tag = tag,
            Name = string.IsNullOrWhiteSpace(release.Name) ? tag : release.Name,
            Body = ReleaseRules.Cut(release.Body ?? ""),
            HtmlUrl = WebAddress(release.HtmlUrl),
            PublishedAt = release.PublishedAt ?? DateTimeOffset.UnixEpoch,
            PreRelease = release.Prerelease,
            Filename = file?.Name,
            Size = file?.Size ?? 0,
            ContentType = file?.ContentType ?? "",
            DownloadUrl = file?.BrowserDownloadUrl ?? "",
            Sha256 = file?.Digest is { } digest && digest.StartsWith("sha256:", StringComparison.Ordinal) ? digest[7..].ToLowerInvariant() : null,
            Etag = etag,
            RetrievedAt = time.GetUtcNow(),
        };
    }

    /// <summary>It becomes a link on a page: of nothing else than the web.</summary>
    private static string WebAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("https" or "http") ? text! : "";

    private static OutgoingException Wrong(string what, Exception? inner = null) => new(
        OutgoingFailure.Unexpected, $"What GitHub sent cannot be used: {what}. See whether the repository is the right one, and {Setting} the right address.", inner: inner);
}
