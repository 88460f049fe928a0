using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Scheduling;

/// <summary>Puts the question to the <see cref="Decision"/> and to the <see cref="Forecast"/>: what each job would get, what keeps it, how long it takes.</summary>
internal sealed class Planner(WorkflowCatalog catalog, Toolbox toolbox, LimitsInForce limits, DiskRoom room, FilesDirectory directory)
{
    /// <summary>How long jobs took before.</summary>
    public JobHistory History { get; } = new();

    /// <summary>What a job would get now.</summary>
    public Grant GrantOf(Job job) => catalog.Find(job.Task) is { } workflow ? Grant.Of(workflow, limits.Now, job.WantedMem) : default;

    /// <summary>The waiting jobs as the decision looks at them, one by one. Tools are looked for each time: what is installed while the server runs is found by the next rescan.</summary>
    public IEnumerable<Candidate> Candidates(WaitingLine line)
    {
        var missing = catalog.All.ToDictionary(workflow => workflow.Name, MissingTool);
        var diskShort = room.Now is { IsShort: true } now ? Reasons.DiskShort(now) : null;
        var filesAway = directory.Now is { IsThere: false } state ? Reasons.FilesAway(state) : null;
        foreach (var job in line.Jobs)
        {
            // One that asks for nothing writes nothing of size: it may clear the way for what waits.
            var (resources, hours) = GrantOf(job);
            var obstacle = missing.GetValueOrDefault(job.Task) ?? (catalog.Find(job.Task) is { TakesFiles: true } ? filesAway : null) ?? (resources == Resources.None ? null : diskShort);
            yield return new Candidate(job.Id, resources, obstacle, hours);
        }
    }

    /// <summary>When the first in line start, about.</summary>
    /// <param name="now">The time.</param>
    /// <param name="total">What all jobs together may hold.</param>
    /// <param name="running">What runs.</param>
    /// <param name="line">Who waits.</param>
    public IReadOnlyDictionary<string, DateTimeOffset> Expect(DateTimeOffset now, Resources total, IEnumerable<RunningJob> running, WaitingLine line) => Forecast.Of(
        now,
        total,
        running.Where(job => job.Resources != Resources.None).Select(job => (job.Resources, job.StartedAt + History.Median(job.Workflow))),
        from candidate in Candidates(line)
        where candidate.Obstacle is null
        select (candidate.JobId, candidate.Wanted, History.Median(line.Find(candidate.JobId)!.Task)));

    private string? MissingTool(IWorkflow workflow)
    {
        var tool = workflow.Steps.SelectMany(step => step.Tools).FirstOrDefault(tool => toolbox.Find(tool) is null);
        return tool is null
            ? null
            : $"Waits for the program {tool}, which is not on this machine. {Toolbox.HowToInstall(tool)}: the job then starts by itself.";
    }
}
