using System.Text.Json.Serialization;
using Virtool.Domain.Links;

namespace Virtool.Domain.Samples;

/// <summary>Reads that are to take the place of a sample's; until they have, the sample keeps those it has.</summary>
/// <param name="JobId">The job that takes them in; empty while the file of the other mate is waited for.</param>
/// <param name="Files">The files that they come from.</param>
/// <param name="User">Who replaces them.</param>
/// <param name="At">When that was asked for.</param>
/// <param name="Error">Why it failed: a sentence; null while it goes on.</param>
public sealed record ReadsReplacement(string JobId, IReadOnlyList<SampleFile> Files, Link User, DateTimeOffset At, string? Error = null)
{
    /// <summary>The file of the other mate is waited for; nothing is done yet.</summary>
    [JsonIgnore]
    public bool IsWaiting => JobId.Length == 0;

    /// <summary>A job takes the reads in: the sample is not analysed meanwhile.</summary>
    [JsonIgnore]
    public bool IsUnderWay => JobId.Length > 0 && Error is null;
}
