using Virtool.Data.Documents;

namespace Virtool.Domain.Releases;

/// <summary>What is known of newer releases of this software: one document. It is read only: nothing of it installs itself.</summary>
public sealed record Software : Document
{
    /// <summary>The id of the only one.</summary>
    public const string OnlyId = "software";

    /// <summary>The repository that was asked; empty: none is set.</summary>
    public string Slug { get; init; } = "";

    /// <summary>The version that asked last.</summary>
    public string Version { get; init; } = "";

    /// <summary>The newest releases, by version, at most ten; pre-releases too.</summary>
    public IReadOnlyList<Release> Releases { get; init; } = [];

    /// <summary>When GitHub last answered; null: never.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>When it is asked again; null: it is not.</summary>
    public DateTimeOffset? NextCheckAt { get; init; }

    /// <summary>Why the last time brought nothing, in a sentence; null: it did.</summary>
    public string? Error { get; init; }

    /// <summary>How often in a row it brought nothing.</summary>
    public int Failures { get; init; }

    /// <summary>What to ask with, to be told that nothing has changed; null: everything is asked for.</summary>
    public string? Etag { get; init; }
}
