using System.IO.Compression;
using System.Text.Json;
using Virtool.Data.Documents;
using Virtool.Domain.Files;

namespace Virtool.Domain.Analyses;

/// <summary>What is kept in an analysis's folder.</summary>
public static class AnalysisFiles
{
    /// <summary>What Pathoscope printed: counts, hits and what reassignment removed, without depths; JSON.</summary>
    public const string Result = "result.json";

    /// <summary>The full depth of each hit: a JSON object by sequence id, a line a sequence, of the median and the corners of its steps.</summary>
    public const string Depth = "depth.json";

    /// <summary>The hits joined with the index, where they are too large for a document: an <see cref="AnalysisResult"/> as JSON, packed with gzip.</summary>
    public const string Hits = "hits.json.gz";

    /// <summary>The alignments that reads were given to, sorted; missing where there are none, and in analyses of former versions of this program.</summary>
    public const string Alignments = "alignments.bam";

    /// <summary>The index of the alignments.</summary>
    public const string AlignmentsIndex = "alignments.bam.bai";

    /// <summary>What sequences are called in the alignments: a JSON object of names by sequence id.</summary>
    public const string Names = "names.json";

    /// <summary>The path of one of them.</summary>
    public static string Path(DataFolder data, Analysis analysis, string name) => System.IO.Path.Combine(data.Analysis(analysis.Sample.Id, analysis.Id), name);

    /// <summary>Writes hits that are too large for a document.</summary>
    public static async Task WriteHitsAsync(Stream output, AnalysisResult result, CancellationToken cancellation)
    {
        await using var packed = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
        await JsonSerializer.SerializeAsync(packed, result, Json.Stored, cancellation);
    }

    /// <summary>Reads what <see cref="WriteHitsAsync"/> wrote.</summary>
    /// <exception cref="IOException">The file is not there, or cannot be read.</exception>
    public static async Task<AnalysisResult> ReadHitsAsync(string path, CancellationToken cancellation)
    {
        await using var plain = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        return await JsonSerializer.DeserializeAsync<AnalysisResult>(plain, Json.Stored, cancellation) ?? throw new JsonException($"{path} is null.");
    }
}
