using System.Text.Json.Serialization;

namespace Virtool.Bio.Quality;

/// <summary>Everything that one pass over reads measures: the quality object, and what charts and lists show besides.</summary>
public sealed record ReadsMeasure
{
    /// <summary>The quality object.</summary>
    [JsonPropertyName("quality")]
    public required Quality Quality { get; init; }

    /// <summary>All nucleotides of all reads.</summary>
    [JsonPropertyName("total_bases")]
    public required long TotalBases { get; init; }

    /// <summary>Nucleotides of quality 30 or above.</summary>
    [JsonPropertyName("q30_bases")]
    public required long Q30Bases { get; init; }

    /// <summary>Number of reads by length, from short to long; only lengths that occur.</summary>
    [JsonPropertyName("lengths")]
    public required IReadOnlyList<ReadLength> Lengths { get; init; }

    /// <summary>The digest of the reads' names (<see cref="Reads.NamesDigest"/>): both files of a pair have the same, otherwise they are no pair. Null of joined measures.</summary>
    [JsonPropertyName("names")]
    public string? Names { get; init; }

    /// <summary>The counts that all this was made of; null of joined mates, and of what was kept without them.</summary>
    [JsonIgnore]
    public QualityMeasure? Counts { get; init; }

    /// <summary>Share of nucleotides of quality 30 or above, 0 to 1; null without any nucleotide.</summary>
    [JsonPropertyName("q30")]
    public double? Q30 => TotalBases == 0 ? null : (double)Q30Bases / TotalBases;

    /// <summary>Measures all reads of one file.</summary>
    /// <param name="reads">The reads, packed or plain; closed at the end.</param>
    /// <param name="cancellationToken">Looked at every 4,096 reads.</param>
    /// <exception cref="Reads.ReadsException">The file ends too early or is damaged.</exception>
    public static ReadsMeasure Of(Stream reads, CancellationToken cancellationToken)
    {
        using var reader = Reads.FastqReader.Open(reads);
        var measure = new QualityMeasure();
        var names = new Reads.NamesDigest();
        while (reader.Read())
        {
            measure.Add(reader.Sequence, reader.Quality);
            names.Add(reader.Name);
            if ((reader.Count & 4095) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return measure.Complete() with { Names = names.Value };
    }

    /// <summary>Joins the measures of both files of a pair (<see cref="MateQuality"/>).</summary>
    public static ReadsMeasure Merge(ReadsMeasure first, ReadsMeasure second) => new()
    {
        Quality = MateQuality.Merge(first.Quality, second.Quality),
        TotalBases = first.TotalBases + second.TotalBases,
        Q30Bases = first.Q30Bases + second.Q30Bases,
        Lengths =
        [
            .. first.Lengths.Concat(second.Lengths)
                .GroupBy(length => length.Length, length => length.Count)
                .OrderBy(group => group.Key)
                .Select(group => new ReadLength(group.Key, group.Sum())),
        ],
    };
}
