namespace Virtool.Domain.References;

/// <summary>What is to be changed of a reference; what is null stays.</summary>
public sealed record ReferenceEdit
{
    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>What it is a set of.</summary>
    public string? Organism { get; init; }

    /// <summary>One of <see cref="ReferenceRules.DataTypes"/>.</summary>
    public string? DataType { get; init; }

    /// <summary>The id of the OTU that every sample should show; empty, or none of the reference: there is to be none.</summary>
    public string? InternalControl { get; init; }

    /// <summary>Isolates have one of the source types.</summary>
    public bool? RestrictSourceTypes { get; init; }

    /// <summary>The source types that isolates are offered.</summary>
    public IReadOnlyList<string>? SourceTypes { get; init; }

    /// <summary>What organisms are told apart by, where the data type is <c>barcode</c>.</summary>
    public IReadOnlyList<Target>? Targets { get; init; }
}
