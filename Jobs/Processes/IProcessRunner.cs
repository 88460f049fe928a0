namespace Virtool.Jobs.Processes;

/// <summary>The only thing that starts processes: on this machine, or, behind another implementation, elsewhere.</summary>
public interface IProcessRunner
{
    /// <summary>
    /// Runs a tool (and the source that feeds it) to its end, in a session and a process group of its own, under the run's limits. Its standard
    /// error is appended to <see cref="ProcessRun.ErrorFile"/>. Where the control folder tells that the same command was started there before,
    /// by this server or one before it, that run is taken over: its end is waited for, or, if it has ended, told. One that was killed with its
    /// machine, or from outside, and so told no end, is started again.
    /// </summary>
    /// <param name="run">What is run.</param>
    /// <param name="cancel">The run is to end: its whole group is asked to, and killed where it does not.</param>
    /// <param name="leave">The server stops: the run goes on without it, to be taken over.</param>
    /// <exception cref="OperationCanceledException">It was cancelled, and nothing of the group is left; or it was left.</exception>
    /// <exception cref="ToolMissingException">There is no such program.</exception>
    Task<ToolResult> RunAsync(ProcessRun run, CancellationToken cancel, CancellationToken leave = default);

    /// <summary>Ends whatever is left on this machine of the runs whose id begins so. Returns when nothing is.</summary>
    Task EndAsync(string idPrefix, CancellationToken cancellation);

    /// <summary>A job has ended, or waits again: whatever held its runs together goes, and with it what they may have left running.</summary>
    Task ReleaseAsync(string jobId);
}
