using System.Text.Json.Serialization;

namespace Virtool.Bio.Sequences;

/// <summary>Nucleotides of a genome as fractions of all, three decimals.</summary>
public sealed record NucleotideShares(
    [property: JsonPropertyName("a")] double A,
    [property: JsonPropertyName("t")] double T,
    [property: JsonPropertyName("g")] double G,
    [property: JsonPropertyName("c")] double C,
    [property: JsonPropertyName("n")] double N);
