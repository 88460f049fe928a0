using System.Text.Json;
using Virtool.Data.Documents;
using Virtool.Domain.Audit;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Trash;

/// <summary>Something that was removed from the data folder and can be brought back until its time is over.</summary>
public sealed record TrashItem : Document, IReadable
{
    /// <summary>What people called it, safe to show.</summary>
    public required string Name { get; init; }

    /// <summary>What it was: "reads", "upload", "folder of a sample".</summary>
    public required string Kind { get; init; }

    /// <summary>Where it lay, below the data folder, with <c>/</c>.</summary>
    public required string From { get; init; }

    /// <summary>Where it is brought back to, below the data folder, with <c>/</c>; null: to where it lay.</summary>
    public string? BackTo { get; init; }

    /// <summary>Where it lies, below <see cref="Files.DataFolder.Trash"/>.</summary>
    public required string Place { get; init; }

    /// <summary>Where it stands.</summary>
    public TrashState State { get; init; }

    /// <summary>There was a file or a folder; of what had lost its file before, only the documents are kept.</summary>
    public bool HasFile { get; init; } = true;

    /// <summary>Bytes, of a folder all together.</summary>
    public long Size { get; init; }

    /// <summary>When it was removed.</summary>
    public DateTimeOffset RemovedAt { get; init; }

    /// <summary>When it is removed for good.</summary>
    public DateTimeOffset PurgeAt { get; init; }

    /// <summary>Who removed it; null: the server itself, and <see cref="Why"/> says what for.</summary>
    public Link? By { get; init; }

    /// <summary>Whose it was; null: nobody's, as what came by a watched folder.</summary>
    public Link? Owner { get; init; }

    /// <summary>Why it was removed: a sentence.</summary>
    public required string Why { get; init; }

    /// <summary>Who asked for what is being done with it: it is told in that one's name, whoever finishes it; null: the server itself, or nothing is done.</summary>
    public Actor? AskedBy { get; init; }

    /// <summary>
    /// The documents that went with it, by collection, each as the text of its JSON with types (<see cref="Json.Typed"/>): they come back with it, as
    /// long as their ids are free.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<JsonElement>> Documents { get; init; } = new Dictionary<string, IReadOnlyList<JsonElement>>();

    /// <summary>Administrators alone, but for who removed it and whose it was.</summary>
    public IReadOnlyList<string> Readers { get; init; } = [];
}
