namespace Virtool.Jobs.Outgoing.GitHub;

/// <summary>A release as GitHub's API has it, version 2022-11-28.</summary>
internal sealed record GitHubRelease(
    long Id,
    string? TagName,
    string? Name,
    string? Body,
    string? HtmlUrl,
    bool Draft,
    bool Prerelease,
    DateTimeOffset? PublishedAt,
    IReadOnlyList<GitHubAsset?>? Assets);
