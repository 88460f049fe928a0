namespace Virtool.Jobs.References.Import;

/// <summary>An isolate as a file gives it.</summary>
public sealed record SourceIsolate
{
    /// <summary>Where it stands.</summary>
    public required string Place { get; init; }

    /// <summary>Its id there; null: it has none.</summary>
    public string? Id { get; init; }

    /// <summary>Lower case; may be empty.</summary>
    public string SourceType { get; init; } = "";

    /// <summary>May be empty.</summary>
    public string SourceName { get; init; } = "";

    /// <summary>It is said to be the default one.</summary>
    public bool Default { get; init; }

    /// <summary>Its sequences, in order.</summary>
    public IReadOnlyList<SourceSequence> Sequences { get; init; } = [];

    /// <summary>What people call it, within a sentence.</summary>
    public string Called => (SourceType, SourceName) switch
    {
        ("", "") or ("unknown", "") => "an unnamed isolate",
        (var type, "") => type,
        ("", var name) => $"isolate {name}",
        var (type, name) => $"{type} {name}",
    };
}
