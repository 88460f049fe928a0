using Virtool.Domain.Jobs;
using Virtool.Jobs.Workflows;

namespace Virtool.App.Tests.Components;

/// <summary>A workflow to be shown, which calls a tool that no machine has.</summary>
internal sealed class PlainWorkflow : IWorkflow
{
    public const string MissingTool = "virtool-test-no-such-tool";

    public string Name => "pathoscope";

    public string Title => "Pathoscope";

    public WorkflowSize Size => WorkflowSize.Large;

    public IReadOnlyList<WorkflowStep> Steps { get; } =
    [
        new("map_isolates", "Map to isolates", "Maps the reads to every isolate.", (_, _) => Task.CompletedTask) { Tools = [MissingTool] },
        new("pathoscope", "Reassign", "Gives each read to the virus that it fits best.", (_, _) => Task.CompletedTask),
    ];

    public Task CleanUpAsync(Job job, CancellationToken cancellation) => Task.CompletedTask;
}
