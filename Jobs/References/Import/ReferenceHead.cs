using Virtool.Domain.References;

namespace Virtool.Jobs.References.Import;

/// <summary>What a file says of a reference itself. What it does not say is null.</summary>
public sealed record ReferenceHead
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>What it is a set of.</summary>
    public string? Organism { get; init; }

    /// <summary><c>genome</c> or <c>barcode</c>.</summary>
    public string? DataType { get; init; }

    /// <summary>What organisms are told apart by.</summary>
    public IReadOnlyList<Target>? Targets { get; init; }

    /// <summary>The source types that isolates are offered.</summary>
    public IReadOnlyList<string>? SourceTypes { get; init; }

    /// <summary>Isolates have one of them.</summary>
    public bool? RestrictSourceTypes { get; init; }

    /// <summary>The id of the OTU that every sample should show, as the file has it.</summary>
    public string? InternalControl { get; init; }
}
