using Virtool.Domain.Jobs;
using Virtool.Jobs.Usage;

namespace Virtool.Components.Resources;

/// <summary>A running job in the table of resources.</summary>
/// <param name="Mark">Its number, which stands on the gauges too.</param>
/// <param name="Class">Gives its colour there.</param>
/// <param name="Job">The job.</param>
/// <param name="Usage">What it uses; null where it was not measured.</param>
public sealed record HeldJob(string Mark, string Class, Job Job, JobUsage? Usage);
