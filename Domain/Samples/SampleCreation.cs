using Virtool.Data.Store;
using Virtool.Domain.Jobs;

namespace Virtool.Domain.Samples;

/// <summary>A sample that is about to be made, with all that is written for it in one batch.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Job">The job that takes its reads in.</param>
/// <param name="Writes">The sample, the job, and the reservation of the files.</param>
public sealed record SampleCreation(Sample Sample, Job Job, IReadOnlyList<Write> Writes);
