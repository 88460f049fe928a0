using Virtool.Domain.Jobs;
using Virtool.Jobs.Workflows;

namespace Virtool.Benchmarks.Jobs;

/// <summary>A workflow of one step that does nothing: what its jobs take is the scheduler's and the store's.</summary>
/// <param name="size">What its jobs may take.</param>
internal sealed class IdleWorkflow(WorkflowSize size) : IWorkflow
{
    /// <inheritdoc />
    public string Name => "idle";

    /// <inheritdoc />
    public string Title => "Idle";

    /// <inheritdoc />
    public WorkflowSize Size => size;

    /// <inheritdoc />
    public IReadOnlyList<WorkflowStep> Steps { get; } = [new WorkflowStep("idle", "Idle", "Does nothing.", (_, _) => Task.CompletedTask)];

    /// <inheritdoc />
    public Task CleanUpAsync(Job job, CancellationToken cancellation) => Task.CompletedTask;
}
