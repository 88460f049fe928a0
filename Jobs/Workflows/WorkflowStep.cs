namespace Virtool.Jobs.Workflows;

/// <summary>One step of a workflow.</summary>
/// <param name="Name">snake_case; a job's <c>stage</c>.</param>
/// <param name="Title">What people read: "Map to isolates".</param>
/// <param name="Explanation">What it does, in a line of plain language.</param>
/// <param name="Run">Does it.</param>
public sealed record WorkflowStep(string Name, string Title, string Explanation, Func<StepContext, CancellationToken, Task> Run)
{
    /// <summary>The tools it calls, by their names in <see cref="Processes.ToolCommand.Tool"/>; a missing one is said at start-up.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];
}
