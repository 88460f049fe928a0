using Virtool.Domain.Tasks;

namespace Virtool.Jobs.Tasks;

/// <summary>How tasks of one type are done.</summary>
public interface ITaskKind
{
    /// <summary>The type.</summary>
    string Type { get; }

    /// <summary>
    /// Does the task, from its beginning: where the server ended in the middle it is begun again, and finds what was done before. Failures that people
    /// can do something about are <see cref="TaskFailedException"/>.
    /// </summary>
    Task RunAsync(TaskContext context, CancellationToken cancellation);

    /// <summary>Undoes what a task has done that failed or was cancelled; may run several times.</summary>
    Task CleanUpAsync(ServerTask task, CancellationToken cancellation);
}
