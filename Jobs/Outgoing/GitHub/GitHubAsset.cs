namespace Virtool.Jobs.Outgoing.GitHub;

/// <summary>A file of a release as GitHub's API has it.</summary>
internal sealed record GitHubAsset(string? Name, long Size, string? ContentType, string? BrowserDownloadUrl, string? Digest);
