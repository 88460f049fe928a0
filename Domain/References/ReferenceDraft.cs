namespace Virtool.Domain.References;

/// <summary>A reference that is to be made. What is null is as usual, or, of an import or a copy, as it is there.</summary>
/// <param name="Name">What people call it; null: as it is called in the file, or "Clone of …".</param>
public sealed record ReferenceDraft(string? Name)
{
    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>What it is a set of.</summary>
    public string? Organism { get; init; }

    /// <summary>One of <see cref="ReferenceRules.DataTypes"/>.</summary>
    public string? DataType { get; init; }

    /// <summary>The source types that isolates are offered.</summary>
    public IReadOnlyList<string>? SourceTypes { get; init; }

    /// <summary>Isolates have one of them.</summary>
    public bool? RestrictSourceTypes { get; init; }

    /// <summary>What organisms are told apart by, where the data type is <c>barcode</c>.</summary>
    public IReadOnlyList<Target>? Targets { get; init; }
}
