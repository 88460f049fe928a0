using Virtool.Components.Look;
using Virtool.Jobs.Workflows;

namespace Virtool.Components.Jobs;

/// <summary>What people read for workflows and their steps.</summary>
/// <param name="catalog">Those that this server has.</param>
public sealed class WorkflowWords(WorkflowCatalog catalog)
{
    /// <summary>Name and title of each workflow that this server has, by title; and of another one, if it is given.</summary>
    public IEnumerable<(string Name, string Title)> All(string? other = null) => catalog.All.Select(workflow => (workflow.Name, workflow.Title))
        .Concat(string.IsNullOrEmpty(other) || catalog.Find(other) is not null ? [] : [(other, Words.Title(other))]);

    /// <summary>"Pathoscope"; of a workflow that this server does not have, its name.</summary>
    public string Title(string workflow) => catalog.Find(workflow)?.Title ?? Words.Title(workflow);

    /// <summary>"Map to isolates"; of an unknown step, its name.</summary>
    public string StepTitle(string workflow, string? step) => Step(workflow, step)?.Title ?? Words.Title(step);

    /// <summary>What a step does, in a line; empty for an unknown one.</summary>
    public string Explanation(string workflow, string step) => Step(workflow, step)?.Explanation ?? "";

    private WorkflowStep? Step(string workflow, string? step) =>
        catalog.Find(workflow)?.Steps.FirstOrDefault(one => one.Name == step);
}
