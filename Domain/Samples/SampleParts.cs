using Virtool.Domain.Analyses;
using Virtool.Domain.Jobs;

namespace Virtool.Domain.Samples;

/// <summary>A sample with all that goes when it goes.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Analyses">Its analyses.</param>
/// <param name="Jobs">The jobs of it and of them.</param>
internal sealed record SampleParts(Sample Sample, IReadOnlyList<Analysis> Analyses, IReadOnlyList<Job> Jobs)
{
    /// <summary>Why it cannot be removed now: a sentence; null where it can.</summary>
    public string? Obstacle => Jobs.Count(job => !job.IsOver() || job.CleanUpDue) switch
    {
        0 => null,
        1 => $"{Sample.Name} cannot be removed: a job works for it. Cancel the job first, or wait until it is done.",
        var some => $"{Sample.Name} cannot be removed: {some} jobs work for it. Cancel them first, or wait until they are done.",
    };
}
