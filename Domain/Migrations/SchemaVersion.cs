using Virtool.Data.Documents;

namespace Virtool.Domain.Migrations;

/// <summary>The schema of all documents of the database: the only document of its collection.</summary>
public sealed record SchemaVersion : Document
{
    /// <summary>The collection's name.</summary>
    public const string Collection = "schema";

    /// <summary>The only document's id.</summary>
    public const string OnlyId = "schema";

    /// <summary>From 1, the schema of version 0.1.0.</summary>
    public int Version { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>A backup is being restored into the database, or that was broken off: the documents are not whole.</summary>
    public bool Restoring { get; init; }
}
