using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Files;

/// <summary>A file that lies whole in the files directory; its name there is <see cref="DataFolder.FilePath"/>.</summary>
public sealed record StoredFile : Document, IReadable
{
    /// <summary>The name it came with.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public FileType Type { get; init; }

    /// <summary>Who uploaded it; null where it came from a watched folder.</summary>
    public Link? User { get; init; }

    /// <summary>When it was stored.</summary>
    public DateTimeOffset UploadedAt { get; init; }

    /// <summary>When it is removed by itself; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>A sample or subtraction that is being made takes it.</summary>
    public bool Reserved { get; init; }

    /// <summary>It is whole and on disk.</summary>
    public bool Ready { get; init; }

    /// <summary>Bytes on disk.</summary>
    public long Size { get; init; }

    /// <summary>SHA-256 of the bytes on disk, lower-case hex.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Reads in it; null where it holds none by its type.</summary>
    public long? ReadCount { get; init; }

    /// <summary>What is doubtful about its content: a sentence, which its sample says too; null where nothing is.</summary>
    public string? Warning { get; init; }

    /// <summary>The import it came by; null where it came by none.</summary>
    public string? ImportId { get; init; }

    /// <summary>The sample that takes it, or that was to be made of it and failed; null: none.</summary>
    public string? SampleId { get; init; }

    /// <summary>Folded text that the list is searched by.</summary>
    public string Search { get; init; } = "";

    /// <inheritdoc />
    public IReadOnlyList<string> Readers { get; init; } = [];
}
