using Virtool.App.Tests.Jobs;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows;

namespace Virtool.App.Tests.Crashes.Steps;

/// <summary>A workflow in one of whose steps its server is killed: as from outside, by a signal that nothing can catch.</summary>
internal sealed class CrashingWorkflow(IWorkflow inner, CrashPoint point, StepMarks marks) : IWorkflow
{
    public string Name => inner.Name;

    public string Title => inner.Title;

    public WorkflowSize Size => inner.Size;

    public bool Retryable => inner.Retryable;

    public bool StartsOver => inner.StartsOver;

    public IReadOnlyList<WorkflowStep> Steps =>
        [.. inner.Steps.Select((step, place) => inner.Name == point.Workflow && step.Name == point.Step ? step with { Run = (context, token) => RunAsync(step, place + 1, context, token) } : step)];

    public static void Kill() => Signals.Send(Environment.ProcessId, Signals.Kill);

    public Task CleanUpAsync(Job job, CancellationToken cancellation) => inner.CleanUpAsync(job, cancellation);

    private async Task RunAsync(WorkflowStep step, int number, StepContext context, CancellationToken cancellation)
    {
        if (point.Moment == CrashMoment.Before)
        {
            Kill();
        }

        var running = Task.Run(() => step.Run(context, cancellation), cancellation);
        if (point.Moment == CrashMoment.Middle)
        {
            await Task.Yield();
            Kill();
        }

        if (point.Moment is CrashMoment.ToolBegun or CrashMoment.ToolRuns or CrashMoment.ToolEnds)
        {
            await Waiting.UntilAsync(() => marks.HasBegun(context.Job.Id, number));
            Kill();
        }

        await running;
        if (point.Moment == CrashMoment.After)
        {
            Kill();
        }
    }
}
