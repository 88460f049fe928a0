using Virtool.Data.Documents;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Uploads;

/// <summary>A file that a browser or a program sends in parts; it can be resumed until it expires, whatever connection or server ended.</summary>
public sealed record Upload : Document, IReadable
{
    /// <summary>Its name, without a folder, safe to show.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public FileType Type { get; init; }

    /// <summary>Who sends it.</summary>
    public required Link User { get; init; }

    /// <summary>All its bytes; of one in one request, as many as are there so far.</summary>
    public long Size { get; init; }

    /// <summary>Bytes that are on disk, as last written here; the length of its file is the truth.</summary>
    public long Received { get; init; }

    /// <summary>Where it stands.</summary>
    public UploadState State { get; init; }

    /// <summary>It comes with one request that waits for what becomes of it: it cannot be resumed, and goes when its client does.</summary>
    public bool InOneRequest { get; init; }

    /// <summary>Why it waits: a sentence; null where it does not.</summary>
    public string? Reason { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When bytes last came.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it is given up, if nothing comes.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The import that goes on with it; null until it is complete.</summary>
    public string? ImportId { get; init; }

    /// <inheritdoc />
    public IReadOnlyList<string> Readers { get; init; } = [];
}
