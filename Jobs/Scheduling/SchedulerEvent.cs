namespace Virtool.Jobs.Scheduling;

/// <summary>What the scheduler's loop is told.</summary>
internal abstract record SchedulerEvent
{
    /// <summary>Somebody, perhaps the scheduler itself, wrote a job: it is new, or to be cancelled, or gone.</summary>
    public sealed record JobChanged(string JobId) : SchedulerEvent;

    /// <summary>A job that ran does not any more, and its last state is written.</summary>
    public sealed record Finished(string JobId) : SchedulerEvent;

    /// <summary>The time limit of a running job has passed.</summary>
    public sealed record TimeUp(string JobId) : SchedulerEvent;

    /// <summary>Files being imported take more or less memory.</summary>
    public sealed record ImportsChanged : SchedulerEvent;

    /// <summary>There is room on the disk again, or none any more.</summary>
    public sealed record RoomChanged : SchedulerEvent;

    /// <summary>The limits may be others.</summary>
    public sealed record LimitsChanged : SchedulerEvent;

    /// <summary>Time has passed, or changes were missed: everything is read again.</summary>
    public sealed record Resync : SchedulerEvent;
}
