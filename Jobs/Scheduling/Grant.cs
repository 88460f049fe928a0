using Virtool.Domain.Settings;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Scheduling;

/// <summary>What a job may take, under the limits in force when it starts.</summary>
/// <param name="Resources">What it holds.</param>
/// <param name="Hours">How long it may run.</param>
public readonly record struct Grant(Resources Resources, double Hours)
{
    /// <summary>
    /// What a job of the workflow would get now: the limits of its workflow, else those of its size; the memory it wants for itself, if any, goes
    /// before both. Never more than all jobs together may have, so that lowered limits leave no job that could not start.
    /// </summary>
    /// <param name="workflow">The workflow. One without tools gets nothing, whatever is set.</param>
    /// <param name="limits">The limits in force.</param>
    /// <param name="wantedMem">As <see cref="Virtool.Domain.Jobs.Job.WantedMem"/>.</param>
    public static Grant Of(IWorkflow workflow, EffectiveLimits limits, int? wantedMem = null)
    {
        var own = limits.Workflows.GetValueOrDefault(workflow.Name);
        var resources = workflow.Size switch
        {
            WorkflowSize.Large => new Resources(own?.Proc ?? limits.LgProc, wantedMem ?? own?.Mem ?? limits.LgMem),
            WorkflowSize.Small => new Resources(own?.Proc ?? limits.SmProc, wantedMem ?? own?.Mem ?? limits.SmMem),
            _ => Resources.None,
        };
        return new Grant(resources with { Mem = Math.Min(resources.Mem, limits.Mem) }, own?.Hours ?? WorkflowLimits.DefaultHours);
    }
}
