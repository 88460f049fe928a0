using Virtool.Domain.Jobs;

namespace Virtool.Jobs.Workflows;

/// <summary>A list of named steps and a clean-up. Found by registration; a job names it by its <see cref="Name"/>.</summary>
public interface IWorkflow
{
    /// <summary>snake_case; a job's <c>task</c>.</summary>
    string Name { get; }

    /// <summary>What people read: "Pathoscope".</summary>
    string Title { get; }

    /// <summary>Which limits its jobs get.</summary>
    WorkflowSize Size { get; }

    /// <summary>Its steps, in order. A step runs again after a crash: it works in its attempt's folder and publishes once.</summary>
    IReadOnlyList<WorkflowStep> Steps { get; }

    /// <summary>Whether a job of it can be started again after its clean-up: false where that takes away what the job works for.</summary>
    bool Retryable => true;

    /// <summary>Whether it takes files from the files directory: its jobs wait while that is not there.</summary>
    bool TakesFiles => false;

    /// <summary>Whether its clean-up undoes what finished steps did: a job of it that is started again then begins at its first step.</summary>
    bool StartsOver => false;

    /// <summary>
    /// After an error or a cancellation: puts the documents it works for in a state that says so, and frees what they reserved.
    /// May run more than once. Never deletes a sample or an analysis.
    /// </summary>
    /// <param name="job">The job in its last state.</param>
    /// <param name="cancellation">The server stops.</param>
    Task CleanUpAsync(Job job, CancellationToken cancellation);
}
