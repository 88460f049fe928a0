using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Releases;

namespace Virtool.Domain.References;

/// <summary>A release that was compared with a remote reference, or installed into it. Seen by who may see the reference.</summary>
public sealed record RemoteUpdate : Document
{
    /// <summary>The collection's name.</summary>
    public const string Collection = "remote_updates";

    /// <summary>The reference's id.</summary>
    public required string ReferenceId { get; init; }

    /// <summary>The release.</summary>
    public required Release Release { get; init; }

    /// <summary>The release that was installed before; null: none.</summary>
    public Release? Before { get; init; }

    /// <summary>How far it is.</summary>
    public RemoteUpdateState State { get; init; }

    /// <summary>When it was wanted.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was installed; null: it is not.</summary>
    public DateTimeOffset? InstalledAt { get; init; }

    /// <summary>Who wants it.</summary>
    public required Link User { get; init; }

    /// <summary>The task that works on it, or did.</summary>
    public required string TaskId { get; init; }

    /// <summary>How many viruses come; 0 until it is compared.</summary>
    public int Added { get; init; }

    /// <summary>How many change.</summary>
    public int Changed { get; init; }

    /// <summary>How many go.</summary>
    public int Removed { get; init; }

    /// <summary>How many stay as they are.</summary>
    public int Unchanged { get; init; }
}
