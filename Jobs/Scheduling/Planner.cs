using Virtool.Domain.Jobs;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Scheduling;

/// <summary>Puts the question to the <see cref="Decision"/> and to the <see cref="Forecast"/>: what each job would get, what keeps it, how long it takes.</summary>
internal sealed class Planner(WorkflowCatalog catalog, Toolbox toolbox, LimitsInForce limits)
{
    /// <summary>How long jobs took before.</summary>
    public JobHistory History { get; } = new();

    /// <summary>What a job would get now.</summary>
    public Grant GrantOf(Job job) => catalog.Find(job.Task) is { } workflow ? Grant.Of(workflow, limits.Now, job.WantedMem) : default;

    /// <summary>The waiting jobs as the decision looks at them. Tools are looked for each time: what is installed while the server runs is found by the next rescan.</summary>
    public IReadOnlyList<Candidate> Candidates(WaitingLine line)
    {
        var missing = catalog.All.ToDictionary(workflow => workflow.Name, MissingTool);
        var candidates = new List<Candidate>(line.Count);
        foreach (var job in line.Jobs)
        {
            var (resources, hours) = GrantOf(job);
            candidates.Add(new Candidate(job.Id, resources, missing.GetValueOrDefault(job.Task), hours));
        }

        return candidates;
    }

    /// <summary>When the first in line start, about.</summary>
    /// <param name="now">The time.</param>
    /// <param name="ledger">Who holds what.</param>
    /// <param name="running">What runs, with the time at which each started.</param>
    /// <param name="line">Who waits.</param>
    /// <param name="candidates">The same, as the decision saw them.</param>
    public IReadOnlyDictionary<string, DateTimeOffset> Expect(
        DateTimeOffset now, Ledger ledger, IEnumerable<RunningJob> running, WaitingLine line, IReadOnlyList<Candidate> candidates) => Forecast.Of(
        now,
        ledger.Total,
        running.Where(job => job.Resources != Resources.None).Select(job => (job.Resources, job.StartedAt + History.Median(job.Workflow))),
        from candidate in candidates
        where candidate.Obstacle is null && line.Find(candidate.JobId) is not null
        select (candidate.JobId, candidate.Wanted, History.Median(line.Find(candidate.JobId)!.Task)));

    private string? MissingTool(IWorkflow workflow)
    {
        var tool = workflow.Steps.SelectMany(step => step.Tools).FirstOrDefault(tool => toolbox.Find(tool) is null);
        return tool is null
            ? null
            : $"Waits for the program {tool}, which is not on this machine. {Toolbox.HowToInstall(tool)}: the job then starts by itself.";
    }
}
