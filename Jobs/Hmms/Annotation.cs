using System.Text.Json.Serialization;
using Virtool.Domain.Hmms;

namespace Virtool.Jobs.Hmms;

/// <summary>What a file of annotations says of a profile.</summary>
internal sealed record Annotation
{
    /// <summary>The profile's number; null: it does not say.</summary>
    public int? Cluster { get; init; }

    /// <summary>The most frequent names of its members.</summary>
    public IReadOnlyList<string?>? Names { get; init; }

    /// <summary>How many members.</summary>
    public int? Count { get; init; }

    /// <summary>Columns.</summary>
    public int? Length { get; init; }

    /// <summary>Bits.</summary>
    public double? MeanEntropy { get; init; }

    /// <summary>Bits.</summary>
    public double? TotalEntropy { get; init; }

    /// <summary>Members by family.</summary>
    public IReadOnlyDictionary<string, int>? Families { get; init; }

    /// <summary>Members by genus.</summary>
    public IReadOnlyDictionary<string, int>? Genera { get; init; }

    /// <summary>The members.</summary>
    public IReadOnlyList<Member?>? Entries { get; init; }

    /// <summary>The members, as they are kept.</summary>
    [JsonIgnore]
    public IReadOnlyList<HmmEntry> Members => [.. (Entries ?? []).OfType<Member>().Select(one => new HmmEntry(one.Accession ?? "", one.Gi ?? "", one.Name ?? "", one.Organism ?? ""))];

    /// <summary>A member.</summary>
    internal sealed record Member(string? Accession, string? Gi, string? Name, string? Organism);
}
