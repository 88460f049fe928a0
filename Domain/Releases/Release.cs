namespace Virtool.Domain.Releases;

/// <summary>A release of a repository on GitHub, as it was when it was asked for.</summary>
public sealed record Release
{
    /// <summary>GitHub's number for it.</summary>
    public required long Id { get; init; }

    /// <summary>What its tag says: <c>v1.4.0</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>What it is called; its tag where it has no name.</summary>
    public required string Name { get; init; }

    /// <summary>Its notes, as Markdown; may be empty. At most <see cref="ReleaseRules.LongestBody"/> characters are kept.</summary>
    public string Body { get; init; } = "";

    /// <summary>The page that people read about it.</summary>
    public string HtmlUrl { get; init; } = "";

    /// <summary>When it came out.</summary>
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>It is not meant for everyone yet.</summary>
    public bool PreRelease { get; init; }

    /// <summary>The file that comes with it: the first of JSON, compressed, else the first; null: none.</summary>
    public string? Filename { get; init; }

    /// <summary>The file's size in bytes; 0 without one.</summary>
    public long Size { get; init; }

    /// <summary>What the file is, as GitHub says.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>Where the file is.</summary>
    public string DownloadUrl { get; init; } = "";

    /// <summary>The file's SHA-256 in lower-case hexadecimal; null where GitHub does not say it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What GitHub gave to ask again with, and to be told that nothing has changed; null: nothing.</summary>
    public string? Etag { get; init; }

    /// <summary>When it was read.</summary>
    public DateTimeOffset RetrievedAt { get; init; }
}
