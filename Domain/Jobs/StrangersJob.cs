namespace Virtool.Domain.Jobs;

/// <summary>What one is told of a job that one may not see: what it takes of the machine, and no name.</summary>
/// <param name="Task">Its workflow.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Proc">Cores that it holds, or waits for.</param>
/// <param name="Mem">Memory in GB that it holds, or waits for.</param>
public sealed record StrangersJob(string Task, JobState State, int Proc, int Mem)
{
    /// <summary>Of a job.</summary>
    public static StrangersJob Of(Job job) => new(job.Task, job.State, job.Proc, job.Mem);
}
