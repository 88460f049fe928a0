namespace Virtool.Jobs.Workflows;

/// <summary>The workflows that this server knows, by their registration.</summary>
/// <param name="workflows">All of them.</param>
public sealed class WorkflowCatalog(IEnumerable<IWorkflow> workflows)
{
    private readonly Dictionary<string, IWorkflow> _workflows = workflows.ToDictionary(workflow => workflow.Name);

    /// <summary>All of them, by title.</summary>
    public IReadOnlyList<IWorkflow> All => [.. _workflows.Values.OrderBy(workflow => workflow.Title, StringComparer.Ordinal)];

    /// <summary>The tools that they call, by name.</summary>
    public IReadOnlyList<string> Tools =>
        [.. _workflows.Values.SelectMany(workflow => workflow.Steps).SelectMany(step => step.Tools).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The workflow of that name, or null.</summary>
    public IWorkflow? Find(string name) => _workflows.GetValueOrDefault(name);
}
