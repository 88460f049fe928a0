using Virtool.Data.Documents;
using Virtool.Domain.Links;

namespace Virtool.Domain.Labels;

/// <summary>A coloured word that people put on samples. Everybody may see all of them.</summary>
public sealed record Label : Document
{
    /// <summary>What it says; unique, whatever its case.</summary>
    public required string Name { get; init; }

    /// <summary><see cref="Name"/> in lower case: unique, and what labels are sorted by.</summary>
    public required string LowerName { get; init; }

    /// <summary>Its colour, as <c>#rrggbb</c> in lower case.</summary>
    public required string Color { get; init; }

    /// <summary>What it is for; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required Link User { get; init; }
}
