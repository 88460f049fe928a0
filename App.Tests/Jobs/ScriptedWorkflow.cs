using System.Collections.Concurrent;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Workflows;

namespace Virtool.App.Tests.Jobs;

/// <summary>A workflow whose steps a test gives.</summary>
internal sealed class ScriptedWorkflow(string name, WorkflowSize size, params Func<StepContext, CancellationToken, Task>[] steps) : IWorkflow
{
    public string Name => name;

    public string Title => name;

    public WorkflowSize Size => size;

    public bool TakesFiles { get; init; }

    public IReadOnlyList<string> Tools { get; init; } = [];

    public ConcurrentQueue<Job> CleanedUp { get; } = [];

    public IReadOnlyList<WorkflowStep> Steps =>
        [.. steps.Select((run, index) => new WorkflowStep($"step_{index + 1}", $"Step {index + 1}", "Does something.", run) { Tools = Tools })];

    public Task CleanUpAsync(Job job, CancellationToken cancellation)
    {
        CleanedUp.Enqueue(job);
        return Task.CompletedTask;
    }
}
