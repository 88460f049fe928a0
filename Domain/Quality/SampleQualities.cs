using System.Globalization;
using Virtool.Data.Queries;
using Virtool.Domain.Samples;
using Virtool.Domain.Trimming;

namespace Virtool.Domain.Quality;

/// <summary>
/// The qualities of a sample: of all its reads together under the sample's id, and, of a sample with two mates, of each mate under an id of its own. Samples that
/// were made by a former version have the first only.
/// </summary>
public static class SampleQualities
{
    /// <summary>The id of a mate's quality.</summary>
    /// <param name="sampleId">The sample.</param>
    /// <param name="mate">1 or 2.</param>
    public static string IdOf(string sampleId, int mate) => string.Create(CultureInfo.InvariantCulture, $"{sampleId}.{mate}");

    /// <summary>The ids of all that a sample may have.</summary>
    public static IReadOnlyList<string> IdsOf(string sampleId) => [sampleId, IdOf(sampleId, 1), IdOf(sampleId, 2)];

    /// <summary>All of a sample that the viewer may see: together, mate 1, mate 2.</summary>
    public static Query<ReadQuality> Of(Sample sample) => Of(sample.Id);

    /// <summary>All of trimmed reads that the viewer may see: together, mate 1, mate 2.</summary>
    public static Query<ReadQuality> Of(TrimmedReads trimmed) => Of(trimmed.Id);

    private static Query<ReadQuality> Of(string id) => Query<ReadQuality>.All
        .Where(Where<ReadQuality>.IsIn(quality => quality.Id, IdsOf(id))).OrderBy(quality => quality.Id);
}
