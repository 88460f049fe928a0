namespace Virtool.Jobs.Processes;

/// <summary>The only thing that starts processes: on this machine, or, behind another implementation, elsewhere.</summary>
public interface IProcessRunner
{
    /// <summary>
    /// Runs a tool (and the source that feeds it) to its end, in a session and a process group of its own. Its standard error is appended to
    /// <see cref="ProcessRun.ErrorFile"/>. On cancellation the whole group is asked to end, and killed where it does not.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing of the group is left.</exception>
    /// <exception cref="ToolMissingException">There is no such program.</exception>
    Task<ToolResult> RunAsync(ProcessRun run, CancellationToken cancellation);

    /// <summary>Ends whatever is left of the runs whose id begins so: the tools of a server that was killed. Returns when nothing is.</summary>
    Task EndAsync(string idPrefix, CancellationToken cancellation);
}
